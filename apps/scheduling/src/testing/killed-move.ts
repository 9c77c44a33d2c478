import { randomUUID } from 'node:crypto';
import { toUtc } from '@liaison/kernel';
import { v5 as uuidv5 } from 'uuid';
import type { ClinicUnderTest } from './clinic-under-test.js';
import { Killed, mortalProcess } from './mortal-process.js';

/** What a process leaves that is killed at so many appends into a move to another day. @returns whether it came to its end */
export const movedByTheMortal = async (
  { clock, runtime }: Pick<ClinicUnderTest, 'clock' | 'runtime'>,
  appointmentId: string,
  start: string,
  appends: number,
): Promise<boolean> => {
  const process = await mortalProcess(runtime(), appends);
  const asked = { commandId: randomUUID(), by: 'desk', at: clock.now(), fingerprint: 'f' };
  const part = { kind: 'move', appointmentId, start: toUtc(start), with: [] } as const;
  try {
    await process.commitments.commit({ commitmentId: uuidv5('commitment', asked.commandId), parts: [part] }, asked);
    return true;
  } catch (fault) {
    if (fault instanceof Killed) return false;
    throw fault;
  } finally {
    await process.stop();
  }
};
