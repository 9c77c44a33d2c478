import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A raw event as the command line exports it. */
export type Exported = { readonly position: number; readonly stream: string; readonly type: string; readonly data: unknown };

const cli = fileURLToPath(new URL('../../../../tools/liaison.mjs', import.meta.url));

/** What `npm run liaison -- events export --service scheduling` prints. @throws when it fails */
export const readExport = async (url: string, token: string): Promise<readonly Exported[]> => {
  const child = spawn(process.execPath, [cli, 'events', 'export', '--service', 'scheduling'], {
    env: { ...process.env, LIAISON_URL: url, LIAISON_TOKEN: token },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const events: Exported[] = [];
  for await (const line of createInterface({ input: child.stdout })) events.push(JSON.parse(line) as Exported);
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`the export ended with ${code}: ${complaint.trim()}`);
  return events;
};
