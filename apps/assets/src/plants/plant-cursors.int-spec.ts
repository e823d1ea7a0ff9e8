import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { PlantPage } from '@kairos/contracts';
import { TestService, type Caller } from '@kairos/testing';
import type { z } from 'zod';
import { assetsService } from '../service.ts';
import { aPlant } from '../test/plant.builder.ts';

const plants = '/api/v1/assets/plants';
let service: TestService;
let manager: Caller;

beforeAll(async () => {
  service = await TestService.start(assetsService);
  manager = await service.signIn(['assets.*']);
  for (let count = 0; count < 5; count += 1) await manager.api.post(plants, aPlant()).expect(201);
});
afterAll(() => service?.stop());

it.each(['name', '-name', 'code', 'capacityKw', '-capacityKw', 'createdAt', '-createdAt'])('a list sorted by %s goes on where its cursor says', async (sort) => {
  const read = async (query: string) => (await manager.api.get(`${plants}?sort=${sort}${query}`).expect(200)).body as z.infer<typeof PlantPage>;
  const all = (await read('')).items.map(({ id }) => id);
  const found: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: z.infer<typeof PlantPage> = await read(`&limit=2${cursor && `&cursor=${cursor}`}`);
    found.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(found).toEqual(all);
});

const id = randomUUID();
it.each([
  ['name', ['a\u0000b', id]], ['name', ['a', 'no-id']], ['name', [1, id]], ['name', ['a']], ['capacityKw', ['a', id]], ['capacityKw', ['9'.repeat(30), id]],
  ['createdAt', ['2026-02-30T00:00:00Z', id]], ['createdAt', ['0000-01-01T00:00:00Z', id]], ['createdAt', [null, id]],
])('a list sorted by %s refuses %j as a cursor', async (sort, parts) => {
  const cursor = Buffer.from(JSON.stringify(parts)).toString('base64url');
  const { body } = await manager.api.get(`${plants}?sort=${sort}&cursor=${cursor}`).expect(400);
  expect(body).toMatchObject({ code: 'invalid-cursor' });
});

it.each(['0000-01-01', '1879-12-31', '2101-01-01', '2026-02-29'])('a plant is not commissioned on %s', async (commissionedOn) => {
  await manager.api.post(plants, aPlant({ commissionedOn: '1880-01-01' })).expect(201);
  await manager.api.post(plants, { ...aPlant(), commissionedOn }).expect(400);
});

it('a chunk has a number that fits', async () => {
  const chunk = { importJobId: randomUUID(), chunkIndex: 2 ** 31, rows: [{ rowNumber: 1, values: {} }] };
  await manager.api.post(`${plants}/batches`, chunk).expect(400);
});
