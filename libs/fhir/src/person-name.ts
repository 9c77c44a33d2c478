import type { Practitioner } from './resources.js';

/** What colleagues call a practitioner, or undefined when the resource does not say. */
export const displayName = ({ name }: Pick<Practitioner, 'name'>): string | undefined => {
  const [first] = name ?? [];
  const parts = first?.text ?? [...(first?.prefix ?? []), ...(first?.given ?? []), first?.family ?? ''].join(' ');
  return (
    parts
      .replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
      .trim()
      .slice(0, 200) || undefined
  );
};
