import { existsSync, renameSync, statSync } from 'node:fs';
import { pino, type Logger } from 'pino';
import type { LogLevel } from '../config/config.js';
import { describeError } from './describe-error.js';

/** JSON lines in `logs/host.log`, each redacted by value before it is written. */
export class Log {
  constructor(
    private readonly logger: Logger,
    readonly close: () => void,
  ) {}

  debug(message: string, fields: object = {}): void {
    this.logger.debug(fields, message);
  }

  info(message: string, fields: object = {}): void {
    this.logger.info(fields, message);
  }

  warn(message: string, fields: object = {}): void {
    this.logger.warn(fields, message);
  }

  /** Of `error` only what cannot carry addresses, headers or statements is written. */
  error(message: string, error: unknown, fields: object = {}): void {
    this.logger.error({ ...fields, error: describeError(error) }, message);
  }
}

export interface LogOptions {
  file: string;
  level: LogLevel;
  redact: (text: string) => string;
}

export function openLog({ file, level, redact }: LogOptions): Log {
  moveAsideWhenLarge(file);
  const destination = pino.destination({ dest: file, mode: 0o600, sync: true });
  let isOpen = true;
  const stream = {
    // Something may still have a last word when the host is down; it is lost then, instead of failing.
    write: (line: string) => void (isOpen && destination.write(redact(line))),
  };
  return new Log(pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, stream), () => {
    isOpen = false;
    destination.end();
  });
}

const largest = 20 * 1024 * 1024;

function moveAsideWhenLarge(file: string): void {
  if (existsSync(file) && statSync(file).size > largest) renameSync(file, `${file}.1`);
}
