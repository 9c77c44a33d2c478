import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LoggerService } from '@nestjs/common';
import { destination, pino, stdTimeFunctions, type Logger } from 'pino';
import type { Config } from '../config/config.js';

export type LogTarget = 'file' | 'stdout';

/** JSON, one line per fact: codes, routes, positions and durations. Never bodies, tokens, query strings or names. */
export const createLogger = ({ logLevel, home }: Config, target: LogTarget): Logger => {
  const options = { level: logLevel, base: null, timestamp: stdTimeFunctions.isoTime };
  if (target === 'stdout' || logLevel === 'silent') return pino(options);
  const folder = join(home, 'logs');
  mkdirSync(folder, { recursive: true });
  return pino(options, destination({ dest: join(folder, 'liaison.log'), append: true, sync: true }));
};

/** Nest has one logger per process, whatever service a line is about: the context says which part of Nest speaks. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...context: unknown[]): void {
    this.logger.debug({ nest: context.at(-1) }, String(message));
  }
  warn(message: unknown, ...context: unknown[]): void {
    this.logger.warn({ nest: context.at(-1) }, String(message));
  }
  error(message: unknown, ...context: unknown[]): void {
    this.logger.error({ nest: context.at(-1) }, String(message));
  }
}
