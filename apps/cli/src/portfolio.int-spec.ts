import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { TestCommandLine } from './test/command-line.builder.ts';

const plants = '/api/v1/assets/plants';
let cli: TestCommandLine;

beforeEach(async () => {
  cli = await TestCommandLine.startWithKey();
});
afterEach(() => cli.stop());
const kairos = (...args: string[]) => cli.run(args);

it('tells what plants yielded month by month, and of which nothing is known', async () => {
  const known = { month: '2026-01', plantsKnown: 3, actualKwh: '25700.5', expected: { plants: 2, expectedKwh: '26000', actualKwh: '25600.5', reached: '0.9846' } };
  const unknown = { month: '2025-12', plantsKnown: 0, actualKwh: null, expected: { plants: 0, expectedKwh: null, actualKwh: null, reached: null } };
  cli.api.on(`GET ${plants}/production/months`, { plants: 4, months: [unknown, known] });
  const { code, out } = await kairos('plants', 'production-months', '--months', '2');
  expect(code).toBe(0);
  for (const told of [/2025-12 +unknown +unknown +unknown +0/, /2026-01 +25,700\.5 +26,000 +98\.5 % +3/, 'plants known, of 4']) expect(out).toMatch(told);
  expect(JSON.parse((await kairos('--json', 'plants', 'production-months')).out)).toMatchObject({ plants: 4, months: [{ month: '2025-12' }, { month: '2026-01' }] });
});
