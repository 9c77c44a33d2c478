import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startPostgres, type RunningPostgres } from '../embedded/postgres.js';

const flags = ['fsync=off', 'autovacuum=off', 'wal_keep_size=64MB'];
const ready = 'liaison_test';

/** A PostgreSQL of a test's own, to be stopped, killed, copied and followed. */
export class OwnPostgres {
  private constructor(
    readonly home: string,
    private running: RunningPostgres,
  ) {}

  static async start(home = newHome()): Promise<OwnPostgres> {
    const own = new OwnPostgres(home, await startPostgres(home, { flags }));
    await own.query('postgres', `select from pg_database where datname = '${ready}'`).then(async ({ rowCount }) => {
      if (rowCount === 0) await own.query('postgres', `create database ${ready}`);
    });
    return own;
  }

  get port(): number {
    return this.running.port;
  }

  get url(): string {
    return this.running.url(ready);
  }

  async query(database: string, sql: string): Promise<pg.QueryResult<Record<string, unknown>>> {
    const client = new pg.Client({ connectionString: this.running.url(database) });
    await client.connect();
    try {
      return await client.query<Record<string, unknown>>(sql);
    } finally {
      await client.end();
    }
  }

  /** As when the power fails: nothing is written any more, nobody is told. */
  async kill(): Promise<void> {
    process.kill(this.running.pid, 'SIGQUIT');
    await this.gone();
  }

  async stop(): Promise<void> {
    await this.running.stop();
    await this.gone();
  }

  async restart(): Promise<void> {
    if (this.alive()) await this.stop();
    this.running = await startPostgres(this.home, { flags });
  }

  async dispose(): Promise<void> {
    if (this.alive()) await this.stop();
    rmSync(realpathSync(join(this.home, 'postgres')), { recursive: true, force: true });
    rmSync(this.home, { recursive: true, force: true });
  }

  /** The files as they are now, in a home of their own. A server that runs says where they begin to be whole. */
  async copied(): Promise<string> {
    const home = newHome();
    const [from, to] = [realpathSync(join(this.home, 'postgres')), join(home, 'postgres')];
    const client = this.alive() ? new pg.Client({ connectionString: this.running.url('postgres') }) : undefined;
    await client?.connect();
    await client?.query(`select pg_backup_start('copy', true)`);
    execFileSync('cp', ['-a', from, to]);
    const label = await client?.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)');
    await client?.end();
    rmSync(join(to, 'postmaster.pid'), { force: true });
    if (label) writeOwned(join(to, 'backup_label'), label.rows[0]?.labelfile ?? '');
    return home;
  }

  /** A server that follows this one, and has followed until now. */
  async replica(): Promise<OwnPostgres> {
    const home = await this.copied();
    writeOwned(join(home, 'postgres', 'standby.signal'), '');
    const from = new URL(this.url);
    writeOwned(
      join(home, 'postgres', 'postgresql.auto.conf'),
      `primary_conninfo = 'host=${from.hostname} port=${from.port} user=${from.username}'\n`,
    );
    const replica = new OwnPostgres(home, await startPostgres(home, { flags }));
    const { rows } = await this.query('postgres', 'select pg_current_wal_lsn() as lsn');
    const caughtUp = `select pg_last_wal_replay_lsn() >= '${String(rows[0]?.['lsn'])}' as done`;
    while ((await replica.query('postgres', caughtUp)).rows[0]?.['done'] !== true) await sleep(10);
    return replica;
  }

  /** The replica hears nothing of what comes from now on. */
  async cutOffFrom(primary: OwnPostgres): Promise<void> {
    await this.query('postgres', `alter system set primary_conninfo = ''`);
    await this.query('postgres', 'select pg_reload_conf()');
    while ((await primary.query('postgres', 'select from pg_stat_replication')).rowCount !== 0) await sleep(10);
  }

  async promote(): Promise<void> {
    await this.query('postgres', 'select pg_promote(true, 30)');
  }

  private alive(): boolean {
    try {
      process.kill(this.running.pid, 0);
      return true;
    } catch (fault) {
      return (fault as NodeJS.ErrnoException).code === 'EPERM';
    }
  }

  private async gone(): Promise<void> {
    while (this.alive()) await sleep(5);
  }
}

/** In memory, and enterable by the user that a server runs as when we are root. */
const newHome = (): string => {
  const home = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'liaison-own-'));
  chmodSync(home, 0o755);
  return home;
};

const writeOwned = (file: string, text: string): void => {
  const { uid, gid } = statSync(join(file, '..'));
  writeFileSync(file, text);
  if (process.getuid?.() === 0) chownSync(file, uid, gid);
};
