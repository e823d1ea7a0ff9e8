import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { z } from 'zod';

const web = join(import.meta.dirname, '..');
/** Values that a room may put into its address, where they are text. */
const values = [true, false, 0, 1, 7, 2025];

/** Every shape of what stands in an address, by its name. */
async function searches(): Promise<[string, z.ZodObject][]> {
  const modules = await Promise.all(globSync('**/*-search.ts', { cwd: web }).map(async (file) => Object.entries((await import(join(web, file))) as Record<string, unknown>)));
  return modules.flat().filter((each): each is [string, z.ZodObject] => each[1] instanceof z.ZodObject);
}

it('reads every value from an address that it may be put there as', async () => {
  const all = await searches();
  expect(all.length).toBeGreaterThan(15);
  const faults = all.flatMap(([name, { shape }]) => Object.entries(shape as Record<string, z.ZodType>).flatMap(([field, schema]) => values.flatMap((value) => {
    const put = schema.safeParse(value).data;
    return put !== value || schema.safeParse(String(value)).data === put ? [] : [`${name}.${field}: ${String(value)}`];
  })));
  expect(faults).toEqual([]);
});
