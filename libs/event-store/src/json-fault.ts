/** Where in a value something is that JSON cannot hold, and why. */
export type JsonFault = { readonly path: string; readonly reason: string };

/** Deep enough for any record, shallow enough for every parser's stack. */
const deepest = 100;
const surrogate = /\p{Surrogate}/u;

/** The first fault in the order of the value; the way to it is written down only when there is one. */
export const faultInJson = (value: unknown, depth = 0): JsonFault | undefined => {
  if (depth > deepest) return { path: '', reason: `is nested deeper than ${deepest} levels` };
  switch (typeof value) {
    case 'boolean':
      return undefined;
    case 'string':
      return here(faultInText(value));
    case 'number':
      return Number.isFinite(value) ? undefined : here('is a number that JSON cannot hold');
    case 'object':
      if (value === null) return undefined;
      return Array.isArray(value) ? inArray(value, depth) : inObject(value, depth);
    default:
      return here(`is of type ${typeof value}, which JSON cannot hold`);
  }
};

export const faultInText = (text: string): string | undefined => {
  if (text.includes('\u0000')) return 'holds U+0000';
  return surrogate.test(text) ? 'holds half of a surrogate pair' : undefined;
};

const here = (reason: string | undefined): JsonFault | undefined => (reason === undefined ? undefined : { path: '', reason });

/** A place that was left out is none that JSON knows: `forEach` passes over it, and so does this. */
const inArray = (items: readonly unknown[], depth: number): JsonFault | undefined => {
  for (let n = 0; n < items.length; n++) {
    const fault = n in items ? faultInJson(items[n], depth + 1) : undefined;
    if (fault) return { ...fault, path: `[${n}]${fault.path}` };
  }
  return undefined;
};

const inObject = (value: object, depth: number): JsonFault | undefined => {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return here('is not plain JSON');
  for (const key of Object.keys(value)) {
    const inKey = faultInText(key);
    if (inKey !== undefined) return here(inKey);
    const item = (value as Readonly<Record<string, unknown>>)[key];
    const fault = item === undefined ? undefined : faultInJson(item, depth + 1);
    if (fault) return { ...fault, path: `.${key}${fault.path}` };
  }
  return undefined;
};
