import { run } from './run.js';

// whoever reads our output may stop reading: that is no fault
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });

process.exitCode = await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  now: () => new Date().toISOString().replace(/\.\d{3}Z$/, 'Z'),
  patience: 60_000,
});
