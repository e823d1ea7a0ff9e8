import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { TestCommandLine } from './test/command-line.builder.ts';

const plants = '/api/v1/assets/plants';
let cli: TestCommandLine;

beforeEach(async () => {
  cli = await TestCommandLine.startWithKey();
});
afterEach(() => cli.stop());
const kairos = (...args: string[]) => cli.run(args);

const id = '0f2f1c1e-58f5-4b8e-9f0e-3f6d0f1a2b3c';
const nothing = { parentId: null, manufacturer: null, model: null, serialNumber: null, installedOn: null, commissionedOn: null, warrantyEndsOn: null, ratedPowerKw: null, sf6MassKg: null, notes: null };
const meter = (code: string, removedOn: string | null = null) => ({
  ...nothing, id: randomUUID(), plantId: id, path: [code], kind: 'meter', measures: 'production', version: 1, createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z', code, name: `Meter ${code}`, removedOn,
});
const ratio = (value: string, meetsTarget: boolean | null) => ({ value, arithmetic: 'as it is worked out', meetsTarget });
const month = { month: '2026-01', hours: 744, ended: true, expectedKwh: '100000', expectedFrom: 'estimate', actualKwh: '81234.5', actualFrom: 'readings', irradiationKwhPerM2: null, meanTemperatureC: null, unavailableHours: null, revenueEur: '4100.20', incentivesEur: null, performanceRatio: ratio('0.7312', false), availability: ratio('0.9900', true), capacityFactor: null, alerts: [], version: 1 };
const running = { ...month, month: '2026-02', ended: false, expectedKwh: null, expectedFrom: null, actualKwh: null, actualFrom: null, revenueEur: null, performanceRatio: null, availability: null, version: 0 };

it('tells month by month what it yielded and how well, and which month still runs', async () => {
  let asked = '';
  const answer = { plantId: id, targets: { performanceRatio: '0.80', availability: '0.98' }, months: [month, running], alerts: [{ code: 'overdue-maintenance', severity: 'warning', detail: 'Maintenance is overdue.' }] };
  cli.api.on(`GET ${plants}/${id}/performance`, (request, response) => {
    asked = request.url?.replace(/^[^?]*/, '') ?? '';
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  const { code, out } = await kairos('plants', 'performance', id, '--from', '2026-01', '--to', '2026-02');
  expect(code).toBe(0);
  for (const told of [/2026-01 +81,234\.5 +100,000 +73\.1 % below target +99\.0 % +4,100\.20/, /2026-02 \(runs\) +unknown +unknown/, 'Maintenance is overdue.']) expect(out).toMatch(told);
  expect(asked).toBe('?from=2026-01&to=2026-02');
});

it('reads the only meter that is in its place, and one that was taken out when it is named', async () => {
  const [there, gone] = [meter('M-2'), meter('M-1', '2026-01-31')];
  cli.api.on(`GET ${plants}/${id}/components`, { items: [gone, there], nextCursor: null });
  for (const { id: meterId, code } of [there, gone]) cli.api.on(`GET ${plants}/${id}/meters/${meterId}/readings`, { items: [{ startsAt: '2026-01-01T00:00:00Z', endsAt: '2026-01-01T00:15:00Z', interval: '15-minutes', energyKwh: '1234.5', quality: 'measured', source: `portal of ${code}` }], nextCursor: null });
  expect((await kairos('plants', 'readings', id)).out).toMatch(/2026-01-01T00:00:00Z +15-minutes +1,234\.5 +measured +portal of M-2/);
  expect((await kairos('plants', 'readings', id, '--meter', 'M-1')).out).toContain('portal of M-1');
  const unknown = await kairos('plants', 'readings', id, '--meter', 'M-9');
  expect(unknown).toMatchObject({ code: 1, out: '' });
  expect(unknown.notes).toContain(`There is no meter M-9, but M-1 (Meter M-1, ${gone.id}), M-2 (Meter M-2, ${there.id}).`);
});

it('asks which meter where there are two, and tells gaps and spikes of the one that is named', async () => {
  const [one, two] = [meter('M-1'), meter('M-2')];
  cli.api.on(`GET ${plants}/${id}/components`, { items: [one, two], nextCursor: null });
  const of = `GET ${plants}/${id}/meters/${two.id}/readings`;
  cli.api.on(`${of}/gaps`, { rule: 'between two readings nothing tells', gaps: [{ startsAt: '2026-01-01T00:00:00Z', endsAt: '2026-01-02T01:00:00Z', minutes: 1500 }], more: false });
  cli.api.on(`${of}/spikes`, { rule: 'more than the plant can give', spikes: [{ startsAt: '2026-01-03T12:00:00Z', interval: 'hour', energyKwh: '5000', because: 'above-capacity', mostKwh: '1000', medianKwh: null }], more: true });
  expect((await kairos('plants', 'reading-gaps', id)).notes).toContain(`Say which meter by --meter: M-1 (Meter M-1, ${one.id}), M-2 (Meter M-2, ${two.id}).`);
  expect((await kairos('plants', 'reading-gaps', id, '--meter', 'M-2')).out).toMatch(/1,500\n1 gap: between two readings nothing tells/);
  expect((await kairos('plants', 'reading-spikes', id, '--meter', 'M-2')).out).toMatch(/5,000 +1,000 +above-capacity\nmore than 1 spike: more than the plant can give/);
});

it('reads the meter that stands where another had its code before, and that one by its id', async () => {
  const [there, gone] = [meter('M-1'), meter('M-1', '2025-12-31')];
  cli.api.on(`GET ${plants}/${id}/components`, { items: [gone, there], nextCursor: null });
  for (const { id: meterId } of [there, gone]) cli.api.on(`GET ${plants}/${id}/meters/${meterId}/readings`, { items: [{ startsAt: '2026-01-01T00:00:00Z', endsAt: '2026-01-01T01:00:00Z', interval: 'hour', energyKwh: '1', quality: 'measured', source: `of ${meterId}` }], nextCursor: null });
  expect((await kairos('plants', 'readings', id, '--meter', 'M-1')).out).toContain(`of ${there.id}`);
  expect((await kairos('plants', 'readings', id, '--meter', gone.id)).out).toContain(`of ${gone.id}`);
});
