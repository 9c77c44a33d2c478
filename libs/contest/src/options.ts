import { parseArgs } from 'node:util';

export type Options = { readonly seed: bigint; readonly bookings: number; readonly clients: number; readonly json: boolean };

export const usage = `usage: npm run contest -- [--seed N] [--bookings N] [--clients N] [--json]
  --seed N       the same wishes in the same order for the same number (default 1)
  --bookings N   how many visits are asked for, most of them in vain (default 10,000)
  --clients N    how many ask at once (default 64)`;

const whole = /^\d{1,15}$/;
const mostClients = 512;

/** Undefined: not understood. */
export const optionsOf = (args: readonly string[]): Options | undefined => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seed: { type: 'string', default: '1' },
        bookings: { type: 'string', default: '10000' },
        clients: { type: 'string', default: '64' },
        json: { type: 'boolean', default: false },
      },
    });
    const { seed, json } = values;
    const [bookings, clients] = [values.bookings, values.clients].map((text) => (whole.test(text) ? Number(text) : 0));
    if (!whole.test(seed) || !bookings || !clients || clients > mostClients) return undefined;
    return { seed: BigInt(seed), bookings, clients, json };
  } catch {
    return undefined;
  }
};
