import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that the embedded PostgreSQL can enter, whoever it runs as. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'liaison-e2e-'));
  chmodSync(folder, 0o755);
  return folder;
};
