import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger } from 'pino';

const secrets = ['password', 'token', 'accessToken', 'refreshToken', 'authorization', 'cookie', 'secret', 'passwordHash'];
const redact = { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `headers["${name}"]`]), censor: '[redacted]' };

/** Structured JSON logs, one line an entry, without secrets. */
export function createLogger(service: string, level: string, destination?: DestinationStream): Logger {
  return pino({ level, base: { service }, redact, timestamp: pino.stdTimeFunctions.isoTime }, destination ?? pino.destination(1));
}

/** Nest's logger over pino: an object is an entry's fields, the trailing string its context. */
export class PinoLogger implements LoggerService {
  constructor(private readonly pino: Logger) {}

  log = (message: unknown, ...rest: unknown[]) => this.write('info', message, rest);
  error = (message: unknown, ...rest: unknown[]) => this.write('error', message, rest);
  warn = (message: unknown, ...rest: unknown[]) => this.write('warn', message, rest);
  debug = (message: unknown, ...rest: unknown[]) => this.write('debug', message, rest);
  verbose = (message: unknown, ...rest: unknown[]) => this.write('trace', message, rest);
  fatal = (message: unknown, ...rest: unknown[]) => this.write('fatal', message, rest);

  private write(level: 'info' | 'error' | 'warn' | 'debug' | 'trace' | 'fatal', message: unknown, rest: unknown[]): void {
    const context = rest.at(-1);
    if (message instanceof Error) this.pino[level]({ context, err: message }, message.message);
    else if (typeof message === 'object' && message !== null) this.pino[level]({ context, ...message });
    else this.pino[level]({ context }, String(message));
  }
}
