import { setTimeout as sleep } from 'node:timers/promises';
import type { PlannedCommand } from './samples-plan.js';

export type SendOptions = {
  /** Where a ward's members listen now. */
  readonly urls: (ward: string) => readonly string[];
  readonly token: string;
  readonly run: string;
  readonly spanMs: number;
  readonly signal: AbortSignal;
};
export type Sent = { readonly acknowledged: number; readonly repeated: number; readonly refused: readonly string[] };

const atOnce = 32;
const patienceMs = 3_000;
const pauseMs = 100;
/** Who has not answered is left alone for so long, as a load balancer would. */
const avoidMs = 5_000;

/**
 * Gives every command until it is acknowledged, to whichever member answers, evenly over the time; those of one patient one after
 * another. What has no answer is sent again under its key, so that nobody knows better than the log whether it had acted.
 */
export const send = async (commands: readonly PlannedCommand[], options: SendOptions): Promise<Sent> => {
  const from = performance.now();
  const sent = { acknowledged: 0, repeated: 0, refused: [] as string[] };
  const silent = new Map<string, number>();
  const lanes = Array.from({ length: atOnce }, () => [] as { readonly dueMs: number; readonly command: PlannedCommand }[]);
  commands.forEach((command, n) => lanes[laneOf(command)]?.push({ command, dueMs: (n * options.spanMs) / commands.length }));
  await Promise.all(
    lanes.map(async (lane) => {
      for (const { command, dueMs } of lane) {
        const early = dueMs - (performance.now() - from);
        if (early > 1) await sleep(early);
        await untilAcknowledged(command, options, sent, silent);
      }
    }),
  );
  return sent;
};

const laneOf = ({ ward, patientId }: PlannedCommand): number => (Number(patientId.slice(1)) * 2 + (ward === 'north' ? 0 : 1)) % atOnce;

const untilAcknowledged = async (
  { ward, patientId, samples }: PlannedCommand,
  { urls, token, run, signal }: SendOptions,
  sent: { acknowledged: number; repeated: number; refused: string[] },
  silent: Map<string, number>,
): Promise<void> => {
  const ref = samples[0]?.ref ?? 0;
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    if (attempt === 1) sent.repeated += 1;
    if (attempt > 0) await sleep(pauseMs);
    const all = urls(ward);
    const answering = all.filter((each) => performance.now() > (silent.get(each) ?? 0));
    const there = answering.length > 0 ? answering : all;
    const url = there[(ref + attempt) % there.length];
    if (url === undefined) continue;
    const status = await fetch(`${url}/${ward}/patients/${patientId}/samples`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': `${run}-${ref}` },
      body: JSON.stringify({ samples: samples.map(({ ref: number, celsius }) => ({ ref: number, celsius })) }),
      signal: AbortSignal.timeout(patienceMs),
    }).then(
      async (response) => {
        await response.arrayBuffer();
        return response.status;
      },
      () => void silent.set(url, performance.now() + avoidMs),
    );
    if (status === 200 || status === 201) {
      sent.acknowledged += 1;
      return;
    }
    // 409: the first attempt is still under way; from 500 on: nobody knows, so again
    if (status !== undefined && status !== 409 && status < 500) {
      sent.refused.push(`the command of sample ${ref} was refused with ${status}`);
      return;
    }
  }
  sent.refused.push(`the command of sample ${ref} was not acknowledged in time`);
};
