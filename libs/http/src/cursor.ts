import type { z } from 'zod';
import { DomainError } from './domain-error.ts';

export type CursorPart = string | number | null;

/** An opaque keyset cursor: the sort values of the last row of a page. */
export function encodeCursor(parts: CursorPart[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/**
 * @param shape the sort values that a cursor of this list holds, such that the database can compare them
 * @throws DomainError `invalid-cursor` for anything this list did not hand out
 */
export function decodeCursor<S extends z.ZodType>(cursor: string, shape: S): z.infer<S> {
  const position = shape.safeParse(partsOf(cursor));
  if (position.success) return position.data;
  throw new DomainError('invalid', 'invalid-cursor', 'The cursor is not one this list handed out.', [{ pointer: '/cursor', detail: 'is not a cursor of this list' }]);
}

function partsOf(cursor: string): unknown {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const isStorable = Array.isArray(parts) && parts.every((part) => typeof part !== 'string' || (part.isWellFormed() && !part.includes('\u0000')));
    return isStorable ? parts : undefined;
  } catch {
    return undefined;
  }
}

/** Cuts a result of `limit + 1` rows into a page. */
export function toPage<R, T>(rows: R[], limit: number, view: (row: R) => T, cursorOf: (row: R) => CursorPart[]): { items: T[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(view), nextCursor: rows.length > limit && last !== undefined ? encodeCursor(cursorOf(last)) : null };
}
