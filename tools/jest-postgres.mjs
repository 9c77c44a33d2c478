// One PostgreSQL for the whole run; each test file copies an empty template in milliseconds.
import { chmodSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { root } from './deps.mjs';
import { offerKafka } from './jest-kafka.mjs';

// what a crash would need, a test database does not
const flags = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300', 'autovacuum=off'];

export default async () => {
  await build();
  const { startPostgres } = await import(pathToFileURL(join(root, 'libs/service-kit/dist/embedded/postgres.js')).href);
  const home = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'liaison-test-')); // memory: a disk slows down after a gigabyte of copies
  chmodSync(home, 0o755);
  const postgres = await startPostgres(home, { flags });
  const { default: pg } = await import('pg');
  const admin = new pg.Client({ connectionString: postgres.url('postgres') });
  await admin.connect();
  await admin.query('create database liaison_template');
  await admin.end();
  process.env.TEST_DATABASE_URL = postgres.url('postgres');
  globalThis.__liaison = { postgres, kafka: await offerKafka(home), home };
};
