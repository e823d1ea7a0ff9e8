import { ConnectionException } from '@mikro-orm/core';

/** Postgres class 08 (connection), 57P0x (shutdown), 53300 (too many connections), and the socket's own codes. */
const awayCode = /^(08...|57P0.|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;
const awayMessage = /Connection terminated|not queryable|timeout exceeded when trying to connect/;

/** Whether an error says that the database cannot be reached, rather than that it refused something. */
export function databaseIsAway(error: unknown): boolean {
  if (error instanceof ConnectionException) return true;
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return (typeof code === 'string' && awayCode.test(code)) || (error instanceof Error && awayMessage.test(String(message)));
}
