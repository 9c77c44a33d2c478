import { parseArgs } from 'node:util';

export type Options = { readonly seed: bigint; readonly events: number; readonly json: boolean };

export const usage = `usage: npm run chaos -- [--seed N] [--events N] [--json]
  --seed N     the same faults and samples for the same number (default 1)
  --events N   how many events two services publish (default 20,000; from 10,000 on the broker is away for 20 s)`;

const whole = /^\d{1,15}$/;
/** Fewer would be over before everything has gone wrong. */
const fewest = 200;

/** Undefined: not understood. */
export const optionsOf = (args: readonly string[]): Options | undefined => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seed: { type: 'string', default: '1' },
        events: { type: 'string', default: '20000' },
        json: { type: 'boolean', default: false },
      },
    });
    if (!whole.test(values.seed) || !whole.test(values.events) || Number(values.events) < fewest) return undefined;
    return { seed: BigInt(values.seed), events: Number(values.events), json: values.json };
  } catch {
    return undefined;
  }
};
