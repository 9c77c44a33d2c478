import { rmSync } from 'node:fs';

export default async () => {
  const { postgres, home } = globalThis.__liaison;
  await postgres.stop();
  rmSync(home, { recursive: true, force: true });
};
