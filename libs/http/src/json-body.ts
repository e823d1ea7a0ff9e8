import type { FastifyInstance } from 'fastify';
import { DomainError } from './domain-error.ts';

/** Deeper than any body of ours, and far from what exhausts the stack of whoever reads it next, Postgres included. */
const maxDepth = 50;
const [opening, closing, openingList, closingList, quote] = [...'{}[]"'].map((bracket) => bracket.charCodeAt(0));

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
  if (!isPlain(text)) check(value, 0);
  return value;
}

/**
 * Whether the text alone shows that nothing in it is refused, which spares large bodies a walk: what is refused is written with
 * an escape, under its name, or between many brackets.
 */
function isPlain(text: string): boolean {
  if (text.includes('\\u') || text.includes('__proto__')) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    // What stands in a string is no bracket, however many of them it holds.
    if (code === quote) at = endOfString(text, at);
    else if ((code === opening || code === openingList) && ++depth >= maxDepth) return false;
    else if (code === closing || code === closingList) depth -= 1;
  }
  return true;
}

/** The place of the quote that ends the string which begins at `start`, in text that is sound JSON. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 1;
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
