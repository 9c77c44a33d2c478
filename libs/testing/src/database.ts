import pg from 'pg';

export type TestDatabase = { readonly url: string; drop(): Promise<void> };
let next = 0;

/** A database of one's own on the PostgreSQL of the test run. The URL's user may create roles and schemas. */
export const freshDatabase = async (): Promise<TestDatabase> => {
  const base = process.env['TEST_DATABASE_URL'];
  if (!base) throw new Error('TEST_DATABASE_URL is missing: run the tests through npm test');
  const name = `t_${process.pid}_${process.env['JEST_WORKER_ID'] ?? 0}_${Math.trunc(performance.now() * 1000)}_${next++}`;
  const admin = new pg.Client({ connectionString: base });
  await admin.connect();
  await admin.query(`create database ${name} template liaison_template strategy file_copy`);
  return {
    url: base.replace(/\/[^/]*$/, `/${name}`),
    drop: async () => {
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
};
