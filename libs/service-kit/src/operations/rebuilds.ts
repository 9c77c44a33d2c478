import { faultCode } from '@liaison/projections';
import type { Runtime } from '../service.js';

/** Rebuilds that somebody has asked for: they go on when the request has its answer. */
export class Rebuilds {
  private readonly running = new Set<string>();

  constructor(private readonly runtime: Runtime) {}

  begin(name: string): void {
    if (this.running.has(name)) return;
    this.running.add(name);
    const { projections, log } = this.runtime;
    log.info({ projection: name }, 'rebuilding');
    projections
      .rebuild(name)
      .then(
        () => log.info({ projection: name }, 'rebuilt'),
        (fault: unknown) => log.warn({ projection: name, code: faultCode(fault) }, 'not rebuilt'),
      )
      .finally(() => this.running.delete(name));
  }
}
