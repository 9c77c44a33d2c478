import type { FhirFault } from './fault.js';

const space = /[ \t\n\r]*/y;
const text = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const unfinishedText = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*(?:\\(?:u[0-9a-fA-F]{0,3})?)?$/y;
const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;
const unfinishedScalar = /(?:-?(?:(?:0|[1-9]\d*)(?:\.\d*)?(?:[eE][+-]?\d*)?)?|t(?:ru?)?|f(?:a(?:ls?)?)?|n(?:ul?)?)$/y;

/**
 * Where a text stops being JSON (RFC 8259), and whether that is because it ends too early. The engine's own messages quote
 * what stands around the place, which may be a patient's data, and do not always say where it is.
 */
export const jsonFault = (json: string): FhirFault => {
  const offset = faultyOffset(json);
  if (json.trim() === '') return { at: 'line 1, column 1', problem: 'the file is empty' };
  if (offset >= json.length) return { at: placeOf(json, json.length), problem: 'the file ends in the middle: it was cut off' };
  return { at: placeOf(json, offset), problem: 'this is not JSON' };
};

const placeOf = (json: string, offset: number): string => {
  const before = json.slice(0, offset);
  return `line ${before.split('\n').length}, column ${offset - before.lastIndexOf('\n')}`;
};

type Awaiting = 'value' | 'value or ]' | 'name' | 'name or }' | ':' | ', or end';

/** The offset of the first character that cannot stand where it stands; the length of the text when only the rest is missing. */
const faultyOffset = (json: string): number => {
  const open: ('{' | '[')[] = [];
  let at = 0;
  let awaiting: Awaiting = 'value';
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    if (!pattern.test(json)) return false;
    at = pattern.lastIndex;
    return true;
  };
  for (;;) {
    take(space);
    const next = json[at];
    if (next === undefined) return at;
    if (awaiting === ', or end' && open.length === 0) return at;
    const inner = open.at(-1);
    if (
      (next === ']' && inner === '[' && awaiting !== 'value') ||
      (next === '}' && inner === '{' && awaiting !== 'name' && awaiting !== 'value' && awaiting !== ':')
    ) {
      open.pop();
      at += 1;
      awaiting = ', or end';
    } else if (awaiting === ', or end') {
      if (next !== ',') return at;
      at += 1;
      awaiting = inner === '{' ? 'name' : 'value';
    } else if (awaiting === ':') {
      if (next !== ':') return at;
      at += 1;
      awaiting = 'value';
    } else if (awaiting === 'name' || awaiting === 'name or }') {
      if (!take(text)) return take(unfinishedText) ? json.length : at;
      awaiting = ':';
    } else if (next === '{' || next === '[') {
      open.push(next);
      at += 1;
      awaiting = next === '{' ? 'name or }' : 'value or ]';
    } else if (take(text) || take(scalar)) {
      awaiting = ', or end';
    } else {
      return take(unfinishedText) || take(unfinishedScalar) ? json.length : at;
    }
  }
};
