import { decodeCursor } from '@kairos/http';
import { z } from 'zod';

/** The one sort value a list's cursor holds, or `first` on its first page. @throws DomainError for what this list did not hand out */
export function positionOf<T, F>(cursor: string | undefined, schema: z.ZodType<T>, first: F): T | F {
  return cursor === undefined ? first : decodeCursor(cursor, z.tuple([schema]))[0];
}
