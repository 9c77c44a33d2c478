import { parseArgs } from 'node:util';

export type Options = {
  readonly json: boolean;
  /** Rounds that count, of each contender. */
  readonly count: number;
  /** How long one round of a paced case lasts. */
  readonly seconds: number;
  /** Of a throughput case. */
  readonly messages: number;
  readonly wants: (name: string) => boolean;
};

export const usage = `usage: npm run bench -- messaging [--json] [--rounds N] [--seconds N] [--messages N] [--only TEXT]
  --only TEXT  only the groups of cases whose name contains it: relay, consumer, latency, memory`;

/** Undefined: not understood. */
export const optionsOf = (args: readonly string[]): Options | undefined => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean', default: false },
        rounds: { type: 'string', default: '3' },
        seconds: { type: 'string', default: '10' },
        messages: { type: 'string', default: '20000' },
        only: { type: 'string', default: '' },
      },
    });
    const numbers = [values.rounds, values.seconds, values.messages];
    if (!numbers.every((text) => /^[1-9]\d{0,6}$/.test(text))) return undefined;
    const [count = 0, seconds = 0, messages = 0] = numbers.map(Number);
    return { json: values.json, count, seconds, messages, wants: (name) => name.includes(values.only) };
  } catch {
    return undefined;
  }
};
