import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Which packages a fresh process has loaded, of those that are CommonJS, when it has run this. */
const loadedBy = (code: string): readonly string[] => {
  const program = `
    import { createRequire } from 'node:module';
    ${code}
    const packages = Object.keys(createRequire(import.meta.url).cache).map((path) => path.split('node_modules/').at(-1));
    console.log(JSON.stringify(packages.map((path) => path.split('/').slice(0, path.startsWith('@') ? 2 : 1).join('/'))));`;
  const { NODE_OPTIONS: _, ...env } = process.env;
  const cwd = join(import.meta.dirname, '../..');
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '--eval', program], { cwd, env, encoding: 'utf8' })) as string[];
};

describe('The client of EventStoreDB', () => {
  const client = ['@eventstore/db-client', '@grpc/grpc-js', 'google-protobuf'];

  it('is not loaded by who has events in PostgreSQL', () => {
    const loaded = loadedBy(`
      const { EventStoreDbEventStore, PostgresEventStore } = await import('@liaison/event-store');
      new EventStoreDbEventStore({ connectionString: 'esdb://127.0.0.1:1', context: 'suite', commands: {} });
      await new PostgresEventStore({ connectionString: 'postgres://127.0.0.1:1/none', schema: 'none' }).close();`);
    expect(loaded).toContain('pg');
    for (const each of client) expect(loaded).not.toContain(each);
  });

  it('is loaded at the first call', () => {
    const loaded = loadedBy(`
      const { EventStoreDbEventStore } = await import('@liaison/event-store');
      const store = new EventStoreDbEventStore({ connectionString: 'esdb://127.0.0.1:1?tls=false', context: 'suite', commands: {}, patienceMs: 1 });
      await store.head().catch(() => undefined);
      await store.close();`);
    for (const each of client) expect(loaded).toContain(each);
  });
});
