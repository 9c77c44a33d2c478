import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readBundle } from '@liaison/fhir';
import { DemandReader, type ReadDemand, type SourceFault } from '../../import/read-demand.js';
import { Failure } from '../failure.js';
import type { Screen } from '../screen.js';

/** How many faults are shown; `--json` has them all. */
const shown = 20;

/** All demand of a folder's files, or a failure that names every faulty file and entry: only the whole folder is imported. */
export const readFolder = async (folder: string, screen: Screen): Promise<ReadDemand & { readonly files: number }> => {
  const files = await jsonFilesOf(folder);
  const reader = new DemandReader();
  const faults: SourceFault[] = [];
  const progress = screen.progress('Reading', files.length);
  for (const [n, file] of files.entries()) {
    const read = await readOne(join(folder, file));
    if ('faults' in read) faults.push(...read.faults.map((fault) => ({ file, ...fault })));
    else reader.take(file, read.resources);
    progress.at(n + 1, 'files');
  }
  progress.end();
  // what one file lacks may stand in another that could not be read: references are judged only when all could
  const result = reader.result();
  refuse(folder, faults.length > 0 ? faults : result.faults);
  if (result.demand.length === 0) throw new Failure('no-encounters', `There is no encounter in the ${files.length} files of ${folder}`);
  return { ...result, files: files.length };
};

const jsonFilesOf = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'there is no such folder' : error.code === 'ENOTDIR' ? 'it is not a folder' : error.code;
    throw new Failure('no-folder', `Cannot read ${resolve(folder)}: ${why}`);
  });
  const files = entries.filter((entry) => !entry.isDirectory() && entry.name.toLowerCase().endsWith('.json')).map(({ name }) => name);
  if (files.length === 0) throw new Failure('no-files', `There is no *.json file in ${resolve(folder)}`);
  return files.toSorted();
};

const readOne = async (path: string): Promise<ReturnType<typeof readBundle>> => {
  try {
    return readBundle(new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path)));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return {
      faults: [{ at: 'the file', problem: code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'is not UTF-8 text' : `cannot be read: ${code}` }],
    };
  }
};

const refuse = (folder: string, faults: readonly SourceFault[]): void => {
  if (faults.length === 0) return;
  const lines = faults.slice(0, shown).map(({ file, at, problem }) => `  ${file}: ${at}: ${problem}`);
  if (faults.length > shown) lines.push(`  … and ${faults.length - shown} more; --json lists them all`);
  const files = new Set(faults.map(({ file }) => file)).size;
  const message = `${folder} was not imported, nothing was changed: ${faults.length} faults in ${files} ${files === 1 ? 'file' : 'files'}`;
  throw new Failure('bad-input', message.replace(/\b1 faults\b/, '1 fault'), { faults }, lines);
};
