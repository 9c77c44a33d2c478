import { createHash } from 'node:crypto';
import { cpSync, existsSync, lstatSync, mkdirSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** Who runs the server when we may not: PostgreSQL refuses to be root. */
export type Owner = { readonly uid: number; readonly gid: number };
export type Binaries = { readonly initdb: string; readonly pg_ctl: string };
export type Place = { readonly data: string; readonly log: string; readonly binaries: Binaries };

const elsewhere = '/var/lib/liaison';

/**
 * Where the server's files are: under `home`. Only when we are root and the server's own user cannot enter the folders on the
 * way (a home of root, a private temporary folder), data and programs lie under /var/lib/liaison, and `home` links there.
 */
export const placeOf = (home: string, binaries: Binaries, owner: Owner | undefined, base = elsewhere): Place => {
  const at = (folder: string): string => join(folder, 'postgres');
  if (!owner || (canEnter(home, owner) && canEnter(dirname(binaries.initdb), owner)))
    return { data: at(home), log: join(home, 'postgres.log'), binaries };
  const own = join(base, createHash('sha256').update(resolve(home)).digest('hex').slice(0, 16));
  mkdirSync(own, { recursive: true, mode: 0o755 });
  linkTo(at(own), at(home));
  return { data: at(own), log: join(own, 'postgres.log'), binaries: copied(binaries, base) };
};

const canEnter = (path: string, { uid, gid }: Owner): boolean => {
  const { uid: ownedBy, gid: group, mode } = statSync(path);
  const bit = ownedBy === uid ? 0o100 : group === gid ? 0o010 : 0o001;
  return (mode & bit) !== 0 && (dirname(path) === path || canEnter(dirname(path), { uid, gid }));
};

const linkTo = (target: string, link: string): void => {
  if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(target, link);
};

/** The programs find their libraries and templates beside themselves: the whole tree goes along, once a version. */
const copied = ({ initdb, pg_ctl }: Binaries, base: string): Binaries => {
  const tree = dirname(dirname(initdb));
  const stamp = createHash('sha256')
    .update(`${tree}${statSync(initdb).mtimeMs}`)
    .digest('hex')
    .slice(0, 12);
  const copy = join(base, `programs-${stamp}`);
  if (!existsSync(copy)) {
    const part = `${copy}.${process.pid}.part`;
    cpSync(tree, part, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(part, copy);
    } catch {
      rmSync(part, { recursive: true, force: true }); // another process was faster
    }
  }
  return { initdb: join(copy, 'bin', basename(initdb)), pg_ctl: join(copy, 'bin', basename(pg_ctl)) };
};
