import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { run } from './run.ts';
import { Terminal } from './terminal.ts';
import { TestApi } from './test/api-server.builder.ts';

const plants = '/api/v1/assets/plants';
let api: TestApi;
let home: string;

beforeEach(async () => {
  api = await TestApi.start();
  home = mkdtempSync(join(tmpdir(), 'kairos-cli-test-'));
});
afterEach(async () => {
  await api.stop();
  rmSync(home, { recursive: true, force: true });
});

async function kairos(...args: string[]): Promise<{ code: number; out: string }> {
  const [output, notes] = [new PassThrough(), new PassThrough()];
  const code = await run(args, { KAIROS_HOME: home, KAIROS_URL: api.url, KAIROS_API_KEY: api.apiKey }, (json) => new Terminal(json, output, notes as unknown as NodeJS.WriteStream, new PassThrough() as unknown as NodeJS.ReadStream));
  return { code, out: (output.read() as Buffer | null)?.toString() ?? '' };
}

it('tells what plants yielded month by month, and of which nothing is known', async () => {
  const known = { month: '2026-01', plantsKnown: 3, actualKwh: '25700.5', expected: { plants: 2, expectedKwh: '26000', actualKwh: '25600.5', reached: '0.9846' } };
  const unknown = { month: '2025-12', plantsKnown: 0, actualKwh: null, expected: { plants: 0, expectedKwh: null, actualKwh: null, reached: null } };
  api.on(`GET ${plants}/production/months`, { plants: 4, months: [unknown, known] });
  const { code, out } = await kairos('plants', 'production-months', '--months', '2');
  expect(code).toBe(0);
  for (const told of [/2025-12 +unknown +unknown +unknown +0/, /2026-01 +25,700\.5 +26,000 +98\.5 % +3/, 'plants known, of 4']) expect(out).toMatch(told);
  expect(JSON.parse((await kairos('--json', 'plants', 'production-months')).out)).toMatchObject({ plants: 4, months: [{ month: '2025-12' }, { month: '2026-01' }] });
});
