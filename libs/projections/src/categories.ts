import type { StreamName } from '@liaison/event-store';

/** A category may be named with its context or, as a projection of one service does, without. */
export const inCategories = (categories: readonly string[] | undefined): ((stream: StreamName) => boolean) => {
  if (!categories) return () => true;
  const wanted = new Set(categories);
  return (stream) => {
    const category = stream.slice(0, stream.indexOf('-'));
    return wanted.has(category) || wanted.has(category.slice(category.indexOf('.') + 1));
  };
};
