/** What zod says of a value that does not fit, as far as it can be said better. */
export type WordedIssue = {
  readonly message: string;
  readonly code?: string;
  readonly expected?: string;
  readonly origin?: string;
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly inclusive?: boolean;
  readonly values?: readonly unknown[];
  readonly format?: string;
};

const kinds: Readonly<Record<string, string>> = {
  ...{ string: 'text', number: 'a number', int: 'a whole number', boolean: 'true or false', array: 'a list', object: 'an object' },
};
const counted: Readonly<Record<string, string>> = { string: 'characters', array: 'items' };

/**
 * As the schemas of ours say it: what the value must be. A schema that says so itself is left its words, and so is whatever zod says
 * that is not known here.
 */
export const inOurWords = (issue: WordedIssue): string => {
  const { message, code, expected = '', origin = '', minimum, maximum, inclusive = true, values = [], format } = issue;
  if (!/^(Invalid|Too) /.test(message)) return message;
  const unit = counted[origin];
  const of = (count: unknown) => `${String(count)} ${count === 1 ? unit?.slice(0, -1) : unit}`;
  if (code === 'invalid_type' && message.endsWith('received undefined')) return 'must be there';
  if (code === 'invalid_type' && kinds[expected]) return `must be ${kinds[expected]}`;
  if (code === 'too_small' && unit) return `must have at least ${of(minimum)}`;
  if (code === 'too_big' && unit) return `must have at most ${of(maximum)}`;
  if (code === 'too_small' && minimum !== undefined) return `must be ${inclusive ? 'at least' : 'more than'} ${minimum}`;
  if (code === 'too_big' && maximum !== undefined) return `must be ${inclusive ? 'at most' : 'less than'} ${maximum}`;
  if (code === 'invalid_value' && values.length > 0) return `must be ${values.length > 1 ? 'one of ' : ''}${values.join(', ')}`;
  if (code === 'invalid_format' && format === 'uuid') return 'must be a UUID';
  return message;
};
