import 'reflect-metadata';
import { StartupError } from '../startup-error.js';
import type { Service } from '../service.js';
import { boot, type Overrides, type Running } from './boot.js';

/** One service as a process of its own. */
export const bootstrapService = (service: Service, overrides: Overrides = {}): Promise<Running> => bootstrapServices([service], overrides);

/**
 * Services as one process: it ends with 0 after SIGINT or SIGTERM, when everything in flight is done, and with 1 when it
 * cannot start, with a message that says why.
 */
export const bootstrapServices = async (services: readonly Service[], overrides: Overrides = {}): Promise<Running> => {
  let stopped = false;
  let running: Running | undefined;
  const stop = async () => {
    stopped = true;
    await running?.stop();
    if (running) process.exit(0);
  };
  // on and not once: a second signal, as an impatient person or a shell sends it, must not cut the drain short
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
  try {
    running = await boot(services, overrides);
  } catch (fault) {
    console.error(fault instanceof StartupError ? fault.message : fault);
    process.exit(1);
  }
  if (stopped) await stop();
  return running;
};
