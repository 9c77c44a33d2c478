import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '../startup-error.js';

export type HomeLock = { release(): void };
type Holder = { readonly pid: number; readonly started: string | null };

export class AlreadyRunning extends StartupError {
  constructor(home: string, pid: number) {
    super(
      `Liaison runs already with its data in ${home} (process ${pid}).\n` +
        'Stop that one, or give this one a place of its own: LIAISON_HOME=<folder> PORT=<port>',
    );
  }
}

/**
 * One process per home. What a killed process left behind counts for nothing.
 * @throws AlreadyRunning
 */
export const lockHome = (home: string): HomeLock => {
  const file = join(home, 'liaison.lock');
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify({ pid: process.pid, started: startOf(process.pid) } satisfies Holder));
  try {
    for (let tries = 0; ; tries += 1) {
      try {
        linkSync(mine, file); // all or nothing, and whole: nobody reads half a lock
        return { release: () => rmSync(file, { force: true }) };
      } catch (fault) {
        if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault;
      }
      const holder = holderOf(file);
      if (holder && (tries > 10 || runs(holder))) throw new AlreadyRunning(home, holder.pid);
      if (holder) moveAway(file, holder);
    }
  } finally {
    rmSync(mine, { force: true });
  }
};

/** Two that find the same stale lock: the slower one must not take away what the faster one has put there since. */
const moveAway = (file: string, stale: Holder): void => {
  const away = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, away);
    const moved = holderOf(away);
    if (moved && moved.pid !== stale.pid) linkSync(away, file);
  } catch (fault) {
    if (!['ENOENT', 'EEXIST'].includes((fault as NodeJS.ErrnoException).code ?? '')) throw fault;
  } finally {
    rmSync(away, { force: true });
  }
};

const holderOf = (file: string): Holder | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    return { pid: 0, started: null };
  }
};

/** A process id is given away again, in a container at the next start even: the start tells them apart where it can be known. */
const runs = ({ pid, started }: Holder): boolean => {
  if (pid <= 0) return false;
  if (pid === process.pid && started === null) return false;
  try {
    process.kill(pid, 0);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return started === null || startOf(pid) === started;
};

/** On Linux: the boot, and the clock ticks from it to the start of the process (proc(5), field 22 of stat). */
const startOf = (pid: number): string | null => {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return `${boot}/${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
  } catch {
    return null;
  }
};
