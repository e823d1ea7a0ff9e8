import { Injectable, type PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { quickReader } from '@kairos/contracts';
import { DomainError } from './domain-error.ts';

/** Parses one argument of a route with a contract schema; the same schema becomes its OpenAPI. */
@Injectable()
export class ZodPipe<S extends z.ZodType> implements PipeTransform<unknown, z.infer<S>> {
  constructor(
    readonly schema: S,
    private readonly read: (value: unknown) => z.ZodSafeParseResult<z.infer<S>> = (value) => schema.safeParse(value),
  ) {}

  transform(value: unknown): z.infer<S> {
    const result = this.read(value ?? {});
    if (result.success) return result.data;
    throw new DomainError('invalid', 'invalid-request', 'The request does not have the expected shape.', result.error.issues.flatMap(toFieldErrors));
  }
}

export function zod<S extends z.ZodType>(schema: S): ZodPipe<S> {
  return new ZodPipe(schema);
}

/** The same for bodies that bring things by the thousand; what it passes on may be the very body of the request. */
export function zodInBulk<S extends z.ZodType>(schema: S): ZodPipe<S> {
  return new ZodPipe(schema, quickReader(schema));
}

function toFieldErrors(issue: z.core.$ZodIssue) {
  const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
  const detail = issue.code === 'unrecognized_keys' ? 'is not a known field' : issue.message;
  return paths.map((path) => ({ pointer: toPointer(path), detail, code: codeOf(issue) }));
}

/** A check of ours may name its own code. */
function codeOf(issue: z.core.$ZodIssue): string {
  const own: unknown = issue.code === 'custom' ? issue.params?.['code'] : undefined;
  return typeof own === 'string' ? own : (issue.code ?? 'invalid');
}

/** RFC 6901: `/` and `~` in names are escaped. */
function toPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
