import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { TestService, type Caller } from '@kairos/testing';
import { assetsService } from '../service.ts';
import { aPlant } from '../test/plant.builder.ts';

let service: TestService;
let importer: Caller;

beforeAll(async () => {
  service = await TestService.start(assetsService);
  importer = await service.signIn(['assets.*']);
});
afterAll(() => service?.stop());

const send = (chunk: object) => importer.api.post('/api/v1/assets/plants/batches', chunk);

it('a chunk sent again while it is still being applied waits for its receipt, and has one effect', async () => {
  const chunk = { importJobId: randomUUID(), chunkIndex: 0, rows: Array.from({ length: 200 }, (_, index) => ({ rowNumber: index + 1, values: aPlant({ code: `TWICE-${index}` }) })) };
  const answers = await Promise.all([send(chunk), send(chunk), send(chunk)]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  for (const { body } of answers) expect(body).toEqual(answers[0]?.body);
  const registered = (await service.outbox('assets.plant.registered.v1')).filter(({ data }) => (data as { code: string }).code.startsWith('TWICE-'));
  expect(registered).toHaveLength(200);
});
