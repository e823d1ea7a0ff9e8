import { HttpException } from '@nestjs/common';
import { DomainError } from '@kairos/http';

/** Never reached, so nothing was done: the caller may simply try again. */
const notReached = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);
const tooLate = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/** What the caller is told when a service does not answer; addresses and reasons stay in the log. */
export function upstreamError(service: string, error: unknown): Error {
  const codes = codesOf(error);
  if (codes.some((code) => notReached.has(code))) {
    return new DomainError('unavailable', 'service-unavailable', `The service ${service} cannot be reached. Try again shortly.`, undefined, { 'retry-after': '2' });
  }
  if (codes.some((code) => tooLate.has(code))) return new HttpException(`The service ${service} did not answer in time.`, 504);
  return new HttpException(`The service ${service} broke off before it answered. The request may have had its effect.`, 502);
}

/** The codes of an error and of what caused it. */
export function codesOf(error: unknown): string[] {
  if (typeof error !== 'object' || error === null) return [];
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  return [...(typeof code === 'string' ? [code] : []), ...(Array.isArray(errors) ? errors.flatMap(codesOf) : []), ...codesOf(cause)];
}
