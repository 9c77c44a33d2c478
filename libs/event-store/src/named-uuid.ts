import { hash } from 'node:crypto';

/** A UUID of version 5 (RFC 9562): the same name in the same namespace has the same one. Several for each command: in one step. */
export const uuidNamed = (name: string, namespace: string): string => {
  const text = Buffer.allocUnsafe(16 + Buffer.byteLength(name));
  if (text.write(namespace.replaceAll('-', ''), 0, 'hex') !== 16) throw new TypeError('the namespace is not a UUID');
  text.write(name, 16, 'utf8');
  const digest = hash('sha1', text, 'hex');
  const variant = '89ab'[Number.parseInt(digest.slice(16, 17), 16) & 3] ?? '8';
  return (
    `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-` + `${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`
  );
};
