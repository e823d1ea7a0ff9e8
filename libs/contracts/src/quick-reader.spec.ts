import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { RegisterPlantBody } from './assets/plant.http.ts';
import { ApplyBatchBody, BatchReceipt } from './intake/import-batch.http.ts';
import { quickReader } from './quick-reader.ts';

const texts = ['', ' ', 'a', 'abc', ' abc', 'abc ', '😀😀', '😀a😀', 'x'.repeat(51), '😀'.repeat(40), 'MI', 'mi', 'Wind', 'Milano', 'Lombardia', 'In Operation', '0', '0.000', '12.5', '12.3456', '-1', '1e3', '90', '90.0000000001',
  '91', '-180.5', '45.123456789', '2024-02-29', '2023-02-29', '2024-02-30', '1879-12-31', '2101-01-01', '0000-01-01', '2024-2-9', 'IT001E00000001', '\u0000', '\ud800', '018f3b5e-0000-7000-8000-000000000000', '018f3b5e-0000-9000-8000-000000000000'];
const others: unknown[] = [null, undefined, true, false, 0, -0, 1, 1.5, -1, 2010, 1879, 2 ** 31, 2 ** 53, {}, [], ['a'], [''], [' a'], Array.from({ length: 21 }, () => 'a'), [1], { a: 1 }];
const names = [...Object.keys(RegisterPlantBody.shape), 'unknown', '__proto__', 'constructor', 'toString'];
const sound = {
  code: 'IT-1', name: 'Parco', type: 'Wind', capacityKw: '12.5', municipality: 'Foggia', province: 'FG', region: 'Puglia', latitudeDeg: '41.5', longitudeDeg: '15.5', commissionedOn: '2015-03-02', ownerName: 'Esempio', notes: null,
};

/** Numbers that are the same in every run. */
function* numbers(): Generator<number, number> {
  for (let seed = 42; ; ) yield (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648);
}

function outcomeOf(result: z.ZodSafeParseResult<unknown>): unknown {
  return result.success ? { data: result.data } : { issues: result.error.issues };
}

/** Fields as JSON brings them, `__proto__` among them. */
function withField(object: object, name: string, value: unknown): object {
  return Object.defineProperty({ ...object }, name, { value, enumerable: true, configurable: true, writable: true });
}

describe('a quick reader', () => {
  it('has the outcome of its schema for every plant: each field with each value, and thousands of rows of several', () => {
    const read = quickReader(RegisterPlantBody);
    const values = [...texts, ...others];
    const rows: unknown[] = [sound, {}, null, [], 'text', ...names.flatMap((name) => values.map((value) => withField(sound, name, value)))];
    const random = numbers();
    const pick = <T>(list: readonly T[]): T => list[(random.next().value >> 8) % list.length] as T;
    for (let row = 0; row < 10_000; row += 1) rows.push(Array.from({ length: 1 + (row % 5) }).reduce<object>((object) => withField(object, pick(names), pick(values)), row % 2 === 0 ? sound : {}));
    let taken = 0;
    for (const row of rows) {
      const expected = RegisterPlantBody.safeParse(row);
      if (!isDeepStrictEqual(outcomeOf(read(row)), outcomeOf(expected))) expect(outcomeOf(read(row))).toEqual(outcomeOf(expected));
      taken += expected.success ? 1 : 0;
    }
    expect(taken).toBeGreaterThan(500);
  });

  it('leaves what it reads as it is, and fills in defaults of its own', () => {
    const read = quickReader(RegisterPlantBody);
    const given = Object.freeze({ ...sound });
    const [first, second] = [read(given).data, read(given).data];
    expect(first).toEqual({ ...sound, status: 'In Operation', protectedArea: false, tags: [] });
    expect(first?.tags).not.toBe(second?.tags);
  });

  it('has the outcome of its schema for chunks and receipts', () => {
    const importJobId = '018f3b5e-0000-7000-8000-000000000000';
    const row = { rowNumber: 1, values: { code: 'A', deep: { list: [1] } } };
    const batches: unknown[] = [
      { importJobId, chunkIndex: 0, dryRun: true, rows: [row] }, { importJobId, chunkIndex: 0, rows: [row] }, { importJobId, chunkIndex: 0, rows: [] }, { importJobId, chunkIndex: 0, rows: [{ ...row, more: 1 }] },
      { importJobId, chunkIndex: 0, rows: [{ rowNumber: 1, values: [] }] }, { importJobId, chunkIndex: 0, rows: [{ rowNumber: 1, values: null }] }, { importJobId, chunkIndex: 0, rows: [{ rowNumber: 0, values: {} }] },
      { importJobId, chunkIndex: 0, rows: [{ rowNumber: 1, values: withField({}, '__proto__', {}) }] }, { importJobId, chunkIndex: 0, rows: [{ rowNumber: 1, values: { constructor: 1 } }] },
      { importJobId: 'x', chunkIndex: 0, rows: [row] }, { importJobId, chunkIndex: 2 ** 31, rows: [row] }, { importJobId, chunkIndex: -1, rows: [row] }, { importJobId, chunkIndex: 0, rows: [row], more: 1 }, { importJobId, chunkIndex: 0, rows: Array.from({ length: 2001 }, () => row) },
    ];
    for (const batch of batches) expect(outcomeOf(quickReader(ApplyBatchBody)(batch))).toEqual(outcomeOf(ApplyBatchBody.safeParse(batch)));
    const result = { rowNumber: 1, outcome: 'updated', recordId: importJobId, errors: [{ field: 'a', code: 'b', value: null, detail: 'c' }], changes: [{ field: 'name', before: null, after: ['a'] }], changedFields: ['name'] };
    const receipts: unknown[] = [result, { ...result, more: 1 }, { ...result, recordId: 'x' }, { ...result, outcome: 'gone' }, { ...result, changes: [{ field: 'name', before: {}, after: 1 }] }, { ...result, errors: [{ ...result.errors[0], more: 1 }] }].map(
      (one) => ({ importJobId, chunkIndex: 0, results: [one], resultsSha256: 'x', impact: [{ group: 'Wind', created: 1, updated: 0, measure: 'capacityKw', added: '1.5', changed: '0' }] }));
    for (const receipt of receipts) expect(outcomeOf(quickReader(BatchReceipt)(receipt))).toEqual(outcomeOf(BatchReceipt.safeParse(receipt)));
  });

  it.each([
    ['a transformation', z.string().transform((text) => text.length)], ['a coercion', z.coerce.number()], ['a refinement that says yes with a text', z.string().refine((text) => text)], ['a pipe', z.string().pipe(z.string().min(2))],
    ['a union', z.union([z.string().trim(), z.number()])], ['a default within', z.object({ a: z.object({ b: z.string().default('x') }) })], ['a loose object', z.looseObject({ a: z.string() })], ['a record of names', z.record(z.enum(['a', 'b']), z.string())],
    ['an issue of its own', z.string().superRefine((text, context) => {
      if (text.length > 2) context.addIssue('too long');
    })], ['a fallback', z.string().catch('x')], ['a pattern that remembers', z.string().regex(/a/g)], ['an address', z.email()], ['letters made small', z.string().toLowerCase()],
  ])('leaves to the schema what it is not made for: %s', (_, schema: z.ZodType) => {
    const read = quickReader(schema);
    for (const value of [...texts, ...others, { a: 'x' }, { a: {} }, { a: 'x', b: 'y' }, 'a@b.it', 'a@b.it']) expect(outcomeOf(read(value))).toEqual(outcomeOf(schema.safeParse(value)));
  });
});
