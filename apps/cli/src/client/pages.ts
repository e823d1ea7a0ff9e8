import type { Page } from '@kairos/contracts';
import type { z } from 'zod';
import type { ApiClient } from './api-client.ts';

type Query = Record<string, string | number | undefined>;

/** The items of a list, page by page, as many as wanted. */
export async function items<T>(api: ApiClient, path: string, schema: z.ZodType<Page<T>>, query: Query, wanted = Number.POSITIVE_INFINITY): Promise<{ items: T[]; isComplete: boolean }> {
  const found: T[] = [];
  let cursor: string | undefined;
  do {
    const limit = Math.min(200, wanted - found.length);
    const page: Page<T> = await api.call(path, schema, { query: { ...query, limit, cursor } });
    found.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && found.length < wanted);
  return { items: found, isComplete: cursor === undefined };
}
