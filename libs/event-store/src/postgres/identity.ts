import type { ClientBase } from 'pg';
import { OtherSchemaVersion, StoreNotMigrated } from '../errors.js';

/** Of the tables that {@link eventStoreMigrations} make. Another one was made by an older or a newer program. */
export const schemaVersion = 1;

/** The last event that a process has seen: proof that what it knows of the store is still so. */
export type Witness = { readonly position: number; readonly id: string };

type Row = {
  readonly incarnation: string;
  readonly schema_version: number;
  readonly timeline: number;
  readonly place: string;
  readonly standby: boolean;
  readonly kept: boolean;
};
export type Identity = {
  readonly incarnation: string;
  /** The part of it that a restore by hand, or a process that misses something, gives anew. */
  readonly life: string;
  /** A standby may lag and proves nothing. */
  readonly standby: boolean;
  /** The witness is where it was. */
  readonly kept: boolean;
};

/**
 * The timeline changes at a failover and at a restore to a point in time; the place (cluster, database, table) when a dump is
 * restored. The control file learns of a promotion only with the next checkpoint, the name of the file being written at once.
 */
const sql = `
  select s.incarnation, s.schema_version, pg_is_in_recovery() as standby,
    case when pg_is_in_recovery() then (select timeline_id from pg_control_checkpoint())
      else ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int end as timeline,
    left(md5(concat_ws('/',
      (select system_identifier from pg_control_system()),
      (select oid from pg_database where datname = current_database()),
      'events'::regclass::oid)), 12) as place,
    $1::bigint = 0 or coalesce(
      (select e.id = $2::uuid from events e where e.position = $1),
      (select max(e.position) > $1 from events e), false) as kept
  from store s`;

/** @throws StoreNotMigrated, OtherSchemaVersion */
export const identify = async (client: ClientBase, witness: Witness | undefined): Promise<Identity> => {
  const { rows } = await client.query<Row>(sql, [witness?.position ?? 0, witness?.id ?? null]).catch((fault: unknown) => {
    throw isMissing(fault) ? new StoreNotMigrated({ cause: fault }) : fault;
  });
  const [row] = rows;
  if (!row) throw new StoreNotMigrated();
  if (row.schema_version !== schemaVersion) throw new OtherSchemaVersion(schemaVersion, row.schema_version);
  const { incarnation: life, timeline, place, standby, kept } = row;
  return { incarnation: `${life}.${timeline}.${place}`, life, standby, kept };
};

/** Whoever comes second changes nothing. */
export const beginNewLife = async (client: ClientBase, life: string): Promise<void> => {
  await client.query('update store set incarnation = gen_random_uuid() where incarnation = $1', [life]);
};

const isMissing = (fault: unknown): boolean =>
  fault instanceof Error && 'code' in fault && (fault.code === '42P01' || fault.code === '3F000');
