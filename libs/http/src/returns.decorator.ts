import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import type { z } from 'zod';

export const RETURNS = 'kairos:returns';
export type Returned = { schema: z.ZodType | null; summary: string; mediaType?: string; requestMediaTypes?: string[]; query?: z.ZodType; also?: { status: number; schema: z.ZodType } };

/** What a route answers, for its OpenAPI description. `null` for an empty answer; `also` is another success. */
export function Returns(schema: z.ZodType | null, summary: string, more: Omit<Returned, 'schema' | 'summary'> = {}): CustomDecorator {
  return SetMetadata(RETURNS, { schema, summary, ...more } satisfies Returned);
}
