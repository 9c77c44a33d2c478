import { rmSync } from 'node:fs';

export default async () => {
  const { postgres, kafka, home } = globalThis.__liaison;
  await kafka.stop();
  await postgres.stop();
  rmSync(home, { recursive: true, force: true });
};
