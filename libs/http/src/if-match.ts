import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from './domain-error.ts';

export function readIfMatch(_: unknown, context: ExecutionContext): number {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (!header) throw new DomainError('precondition-required', 'if-match-required', 'Send If-Match with the ETag you read.');
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(header)?.[1];
  if (!version) throw new DomainError('invalid', 'if-match-malformed', 'If-Match must be an ETag such as "3".');
  return Number(version);
}

/** The version the caller read, from `If-Match: "3"`. 428 without it: an update must say what it updates. */
export const IfMatch = createParamDecorator(readIfMatch);

/** Throws 412 when what is stored is no longer what the caller read. */
export function expectVersion(current: number, expected: number): void {
  if (current !== expected) throw new DomainError('stale', 'stale', `This is at version ${current} now; you sent ${expected}. Read it again.`);
}
