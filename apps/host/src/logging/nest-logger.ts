import type { LoggerService } from '@nestjs/common';
import type { Log } from './log.js';

/** Nest's own messages; its chatter about modules and routes goes to `debug`. */
export class NestLogger implements LoggerService {
  constructor(private readonly target: Log) {}

  log(message: unknown): void {
    this.target.debug(String(message));
  }

  debug(message: unknown): void {
    this.target.debug(String(message));
  }

  verbose(message: unknown): void {
    this.target.debug(String(message));
  }

  warn(message: unknown): void {
    this.target.warn(String(message));
  }

  error(message: unknown): void {
    this.target.error('Nest', message instanceof Error ? message : new Error(String(message)));
  }

  fatal(message: unknown): void {
    this.error(message);
  }
}
