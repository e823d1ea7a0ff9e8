import type { FastifyInstance } from 'fastify';
import { DomainError } from './domain-error.ts';

/** Deeper than any body of ours, and far from what exhausts the stack of whoever reads it next, Postgres included. */
const maxDepth = 50;

/**
 * JSON bodies that Postgres can hold: NUL and lone surrogates are refused here once, and `__proto__` and endless nesting
 * with them. Also refuses NUL in the URL.
 */
export function useStrictJson(fastify: FastifyInstance): void {
  fastify.removeContentTypeParser(['application/json', 'text/plain']);
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, parseStrict(body.toString()));
    } catch (error) {
      done(error instanceof DomainError ? error : malformed(error), undefined);
    }
  });
  fastify.addHook('onRequest', async (request) => {
    if (/%00|\u0000/.test(request.url)) throw new DomainError('invalid', 'nul-character', 'The address holds a NUL character.');
  });
}

function parseStrict(text: string): unknown {
  if (text === '') return undefined;
  const value: unknown = JSON.parse(text);
  if (!isPlain(text, value)) check(value, 0);
  return value;
}

/**
 * Whether nothing in a value is refused, seen from its text: NUL, lone surrogates and `__proto__` do not get into a value but by an
 * escape or under that name. Nesting is counted through the value, where texts of any length cost nothing.
 */
function isPlain(text: string, value: unknown): boolean {
  return !text.includes('\\u') && !text.includes('__proto__') && isShallow(value, maxDepth);
}

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isShallow(item, depth - 1));
  for (const name in value) {
    const item = (value as Record<string, unknown>)[name];
    if (typeof item === 'object' && !isShallow(item, depth - 1)) return false;
  }
  return true;
}

function check(value: unknown, depth: number): void {
  if (typeof value === 'string') return checkText(value);
  if (typeof value !== 'object' || value === null) return;
  if (depth === maxDepth) throw new DomainError('invalid', 'nested-too-deeply', `Lists and objects may be nested ${maxDepth} deep.`);
  if (Array.isArray(value)) {
    for (const item of value) check(item, depth + 1);
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    if (key === '__proto__') throw new DomainError('invalid', 'malformed-json', 'The name __proto__ is not allowed.');
    checkText(key);
    check(item, depth + 1);
  }
}

function checkText(text: string): void {
  if (text.includes('\u0000')) throw new DomainError('invalid', 'nul-character', 'Text may not hold a NUL character.');
  if (!text.isWellFormed()) throw new DomainError('invalid', 'lone-surrogate', 'Text may not hold half of a surrogate pair.');
}

function malformed(error: unknown): DomainError {
  return new DomainError('invalid', 'malformed-json', `The body is not JSON: ${error instanceof Error ? error.message : 'it cannot be read'}.`);
}
