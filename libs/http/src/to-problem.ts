import { HttpException, NotFoundException } from '@nestjs/common';
import { OptimisticLockError, UniqueConstraintViolationException } from '@mikro-orm/core';
import { STATUS_CODES } from 'node:http';
import type { Problem } from '@kairos/contracts';
import { databaseIsAway } from '@kairos/tenancy';
import { DomainError, problemKinds } from './domain-error.ts';

type Facts = Pick<Problem, 'status' | 'code'> & { detail?: string; errors?: Problem['errors']; headers?: Record<string, string> };

/** RFC 9457 problem details of any error. What we did not foresee says nothing of its inside. */
export function toProblem(error: unknown, requestId: string): { problem: Problem; headers: Record<string, string> } {
  const { headers = {}, status, code, detail, errors } = factsOf(error);
  const problem: Problem = {
    type: `urn:kairos:problem:${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    requestId,
    ...(detail ? { detail } : {}),
    ...(errors ? { errors } : {}),
  };
  return { problem, headers };
}

function factsOf(error: unknown): Facts {
  if (error instanceof DomainError) {
    const { kind, code, message, errors, headers } = error;
    return { status: problemKinds[kind], code, detail: message, ...(errors ? { errors } : {}), ...(headers ? { headers } : {}) };
  }
  const refused = fromDatabase(error);
  if (refused) return refused;
  if (error instanceof OptimisticLockError) return { status: 412, code: 'stale', detail: 'Somebody changed this in the meantime. Read it again.' };
  if (error instanceof UniqueConstraintViolationException) return { status: 409, code: 'already-exists', detail: 'That already exists.' };
  if (databaseIsAway(error)) return { status: 503, code: 'database-unavailable', detail: 'The database cannot be reached. Try again shortly.', headers: { 'retry-after': '2' } };
  // Nest's own text tells the whole address back, with whatever its query holds.
  if (error instanceof NotFoundException) return { status: 404, code: 'not-found', detail: 'There is nothing at this address.' };
  if (error instanceof HttpException) return { status: error.getStatus(), code: kebab(STATUS_CODES[error.getStatus()]), detail: error.message };
  return fromFastify(error) ?? { status: 500, code: 'internal-error' };
}

/** What the database refuses by the terms of the tenant, whichever command tried it, and what it gave up for another command that it waited for. */
function fromDatabase(error: unknown): Facts | undefined {
  const { code, detail } = (error ?? {}) as { code?: unknown; detail?: unknown };
  if (code === 'KT001') return { status: 403, code: 'tenant-read-only', detail: String(detail) };
  if (code === 'KT003') return { status: 409, code: 'being-undone', detail: String(detail), headers: { 'retry-after': '2' } };
  if (code === 'KT004') return { status: 409, code: 'change-needs-approval', detail: String(detail) };
  if (code === 'KT006') return { status: 409, code: 'document-is-retained', detail: String(detail) };
  if (code === 'KT005') return { status: 409, code: 'document-on-hold', detail: String(detail) };
  if (code === '40P01' || code === '40001') return { status: 503, code: 'changed-at-once', detail: 'Somebody changed the same at that moment, and came first. Try again.', headers: { 'retry-after': '1' } };
  if (code === 'KT002') return { status: 409, code: 'plan-limit-reached', detail: String(detail) };
  return undefined;
}

/** Errors Fastify raises before a route is reached: a body too large, of the wrong kind, or not JSON. */
function fromFastify(error: unknown): Facts | undefined {
  const { statusCode, message } = error as { statusCode?: unknown; message?: unknown };
  if (typeof statusCode !== 'number' || statusCode < 400 || statusCode > 499) return undefined;
  return { status: statusCode, code: kebab(STATUS_CODES[statusCode]), detail: String(message) };
}

function kebab(text: string | undefined): string {
  return (text ?? 'error').toLowerCase().replaceAll(/[^a-z]+/g, '-');
}
