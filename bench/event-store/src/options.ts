import { parseArgs } from 'node:util';

export type Options = {
  readonly json: boolean;
  /** Rounds that count. */
  readonly count: number;
  /** How long each contender appends in a round. */
  readonly ms: number;
  /** Size of the large store; without it, scale is not measured. */
  readonly events: number | undefined;
  /** Whether a case with this name is to be measured. */
  readonly wants: (name: string) => boolean;
};

export const usage = `usage: npm run bench -- event-store [--json] [--events N] [--rounds N] [--ms N] [--only TEXT]
  --events N   measure a store of N events beside one of 100,000, and nothing else
  --only TEXT  only cases whose name contains it`;

const whole = (text: string, least: number): number | undefined => (/^\d+$/.test(text) && Number(text) >= least ? Number(text) : undefined);

/** Undefined: not understood. */
export const optionsOf = (args: readonly string[]): Options | undefined => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean', default: false },
        rounds: { type: 'string', default: '5' },
        ms: { type: 'string', default: '500' },
        events: { type: 'string' },
        only: { type: 'string', default: '' },
      },
    });
    const count = whole(values.rounds, 1);
    const ms = whole(values.ms, 50);
    const events = values.events === undefined ? undefined : whole(values.events, 100_000);
    if (count === undefined || ms === undefined || (values.events !== undefined && events === undefined)) return undefined;
    return { json: values.json, count, ms, events, wants: (name) => name.includes(values.only) };
  } catch {
    return undefined;
  }
};
