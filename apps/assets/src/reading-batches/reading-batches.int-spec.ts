import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chunkNotFound, type BatchReceipt } from '@kairos/contracts';
import { TestService, type Caller } from '@kairos/testing';
import { assetsService } from '../service.ts';
import { aComponent } from '../test/component.builder.ts';
import { aPlant } from '../test/plant.builder.ts';

let service: TestService;
let importer: Caller;

beforeAll(async () => {
  service = await TestService.start(assetsService);
  importer = await service.signIn(['assets.*']);
});
afterAll(() => service?.stop());

type Meter = { plantId: string; plantCode: string; meterId: string; name: string };
async function aMeter(plant: object = {}, meter: object = {}): Promise<Meter> {
  const plantCode = `PLANT-${randomUUID().slice(0, 8)}`;
  const { plantId } = (await importer.api.post('/api/v1/assets/plants', aPlant({ code: plantCode, ...plant })).expect(201)).body as { plantId: string };
  const name = `M-${randomUUID().slice(0, 8)}`;
  const { componentId } = (await importer.api.post(`/api/v1/assets/plants/${plantId}/components`, aComponent({ kind: 'meter', code: name, ...meter })).expect(201)).body as { componentId: string };
  return { plantId, plantCode, meterId: componentId, name };
}

type Sent = { importJobId?: string; chunkIndex?: number; dryRun?: boolean; api?: Caller['api'] };
async function send(values: object[], { importJobId = randomUUID(), chunkIndex = 0, dryRun = false, api = importer.api }: Sent = {}): Promise<BatchReceipt> {
  const rows = values.map((row, at) => ({ rowNumber: chunkIndex * 2000 + at + 1, values: row }));
  return (await api.post('/api/v1/assets/readings/batches', { importJobId, chunkIndex, dryRun, rows }).expect(200)).body as BatchReceipt;
}
const outcomes = ({ results }: BatchReceipt) => results.map(({ outcome, errors: [error] }) => error?.code ?? outcome);
const at = (meter: Meter, startsAt: string, energyKwh: unknown = '1.5', more: object = {}) => ({ meter: meter.name, startsAt, energyKwh, ...more });
const stored = async ({ meterId }: Meter) =>
  (await service.database.admin.query<{ starts: string; wh: string; quality: string }>(
    `select to_char(starts_at at time zone 'UTC', 'MM-DD HH24:MI') as starts, energy_wh::text as wh, quality from assets.meter_reading where meter_id = $1 order by starts_at`, [meterId])).rows;

const quarterMs = 15 * 60_000;
/** Every quarter of an hour of a year by the clock of Rome, as a meter's export has them: a time without an offset, and an amount. */
function yearOfQuarters(meter: Meter): { startMs: number; energyWh: number; row: object }[] {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome', dateStyle: 'short', timeStyle: 'short' });
  const [first, end] = [Date.parse('2024-12-31T23:00:00Z'), Date.parse('2025-12-31T23:00:00Z')];
  return Array.from({ length: (end - first) / quarterMs }, (_, index) => {
    const [startMs, energyWh] = [first + index * quarterMs, (index * 7919) % 25_000];
    return { startMs, energyWh, row: at(meter, clock.format(startMs), `${Math.floor(energyWh / 1000)}.${String(energyWh % 1000).padStart(3, '0')}`) };
  });
}

describe('a year of quarters of an hour, with both days on which the clock changes', () => {
  it('is stored to the watt-hour at the right instants, and the second time it is all unchanged', async () => {
    const meter = await aMeter();
    const year = yearOfQuarters(meter);
    expect(year).toHaveLength(35_040);
    // 700 does not divide the day of 100 quarters: a chunk ends within the hour that the clock shows twice.
    for (const [size, outcome] of [[700, 'created'], [2000, 'unchanged']] as const) {
      const importJobId = randomUUID();
      for (let from = 0; from < year.length; from += size) {
        const receipt = await send(year.slice(from, from + size).map(({ row }) => row), { importJobId, chunkIndex: from / size });
        expect(new Set(outcomes(receipt))).toEqual(new Set([outcome]));
      }
    }
    const { rows } = await service.database.admin.query<{ starts_ms: string; wh: string; minutes: number }>(
      `select (extract(epoch from starts_at) * 1000)::bigint as starts_ms, energy_wh as wh, (extract(epoch from ends_at - starts_at) / 60)::int as minutes from assets.meter_reading where meter_id = $1 order by starts_at`, [meter.meterId]);
    expect(rows.map(({ starts_ms, wh }) => `${starts_ms} ${wh}`)).toEqual(year.map(({ startMs, energyWh }) => `${startMs} ${energyWh}`));
    expect(rows.reduce((sum, { wh }) => sum + BigInt(wh), 0n)).toBe(year.reduce((sum, { energyWh }) => sum + BigInt(energyWh), 0n));
    expect(rows.every(({ minutes }) => minutes === 15)).toBe(true);
  }, 60_000);

  it('tells no two rows apart where a chunk begins within the hour that the clock shows twice, but by the rows before it', async () => {
    const meter = await aMeter();
    const importJobId = randomUUID();
    const hour = (time: string) => at(meter, `2025-10-26 ${time}`, '1', { interval: 'hour' });
    expect(outcomes(await send([hour('01:00'), hour('02:00')], { importJobId }))).toEqual(['created', 'created']);
    expect(outcomes(await send([hour('02:00'), hour('03:00')], { importJobId, chunkIndex: 1 }))).toEqual(['created', 'created']);
    expect((await stored(meter)).map(({ starts }) => starts)).toEqual(['10-25 23:00', '10-26 00:00', '10-26 01:00', '10-26 02:00']);
    expect(outcomes(await send([at(meter, '2025-10-26T02:00:00+01:00', '1', { interval: 'hour' }), at(meter, '2025-10-26T00:00:00Z', '1', { interval: 'hour' })]))).toEqual(['unchanged', 'unchanged']);
    expect(outcomes(await send([at(meter, '2025-03-30 02:15')]))).toEqual(['time-skipped']);
  });

  it('is planned as it will be applied where a chunk begins within that hour, also when a chunk of the plan comes again', async () => {
    const meter = await aMeter();
    const quarters = (energyKwh: string) => ['02:00', '02:15', '02:30', '02:45'].map((time) => at(meter, `2025-10-26 ${time}`, energyKwh));
    const chunks = [[at(meter, '2025-10-26 01:45'), ...quarters('1').slice(0, 2)], [...quarters('1').slice(2), ...quarters('2').slice(0, 3)], [...quarters('2').slice(3), at(meter, '2025-10-26 03:00')]];
    const run = async (dryRun: boolean, order: readonly number[]) => {
      const importJobId = randomUUID();
      const receipts: BatchReceipt[] = [];
      for (const chunkIndex of order) receipts[chunkIndex] = await send(chunks[chunkIndex] ?? [], { importJobId, chunkIndex, dryRun });
      return receipts.map(outcomes);
    };
    const planned = await run(true, [0, 1, 1, 2]);
    expect(planned.flat()).toEqual(Array.from({ length: 10 }, () => 'created'));
    expect(await stored(meter)).toEqual([]);
    expect(await run(false, [0, 1, 2])).toEqual(planned);
    expect((await stored(meter)).map(({ starts, wh }) => `${starts} ${wh}`).slice(1, 9)).toEqual(['00:00', '00:15', '00:30', '00:45'].map((time) => `10-26 ${time} 1000`).concat(['01:00', '01:15', '01:30', '01:45'].map((time) => `10-26 ${time} 2000`)));
    expect((await run(true, [0, 1, 2])).flat()).toEqual(Array.from({ length: 10 }, () => 'unchanged'));
  });

  it('goes by the clock where the plant is', async () => {
    const island = await aMeter({ timeZone: 'Atlantic/Canary' });
    await send([at(island, '2025-07-01', '10', { interval: 'day' }), at(island, '2025-08-01', '310', { interval: 'month' })]);
    expect((await stored(island)).map(({ starts }) => starts)).toEqual(['06-30 23:00', '07-31 23:00']);
  });
});

describe('readings of a file', () => {
  it('find their meter by code, by serial number, and by plant where several are called alike', async () => {
    const serialNumber = `SN-${randomUUID().slice(0, 8)}`;
    const [mine, theirs] = [await aMeter({}, { code: 'M1', manufacturer: 'Iskra', serialNumber }), await aMeter({}, { code: 'M1' })];
    const row = (meter: string, more: object = {}) => ({ meter, startsAt: '2025-01-01 00:00', energyKwh: '1', ...more });
    const { results } = await send([row(serialNumber), row('M1'), row('M1', { plantCode: theirs.plantCode }), row('M1', { plantCode: 'NOWHERE' }), row('M-NONE')]);
    expect(results.map(({ outcome, recordId, errors: [error] }) => [outcome, recordId, error?.field, error?.code])).toEqual([
      ['created', mine.meterId, undefined, undefined], ['rejected', null, 'meter', 'meter-ambiguous'], ['created', theirs.meterId, undefined, undefined],
      ['rejected', null, 'meter', 'meter-not-found'], ['rejected', null, 'meter', 'meter-not-found'],
    ]);
  });

  it('are planned with what would change, corrected with a reason or a better quality, and what they held is kept', async () => {
    const meter = await aMeter();
    await send([at(meter, '2025-01-01 00:00', '5', { quality: 'estimated' }), at(meter, '2025-01-01 00:15', '6'), at(meter, '2025-01-01 00:30', '7')]);
    const rows = [at(meter, '2025-01-01 00:00', '4.25'), at(meter, '2025-01-01 00:15', '8'), at(meter, '2025-01-01 00:30', '9', { reason: 'the meter was read again' }), at(meter, '2025-01-01 00:45', '2')];
    const plan = await send(rows, { dryRun: true });
    expect(outcomes(plan)).toEqual(['updated', 'differs-without-reason', 'updated', 'created']);
    expect(plan.results.map(({ changes }) => changes)).toEqual([
      [{ field: 'energyKwh', before: '5', after: '4.25' }, { field: 'quality', before: 'estimated', after: 'measured' }], undefined, [{ field: 'energyKwh', before: '7', after: '9' }], undefined,
    ]);
    expect(plan.impact).toEqual([{ group: meter.plantCode, created: 1, updated: 2, measure: 'energyKwh', added: '2', changed: '1.25' }]);
    expect((await stored(meter)).map(({ wh }) => wh)).toEqual(['5000', '6000', '7000']);
    const applied = await send(rows);
    expect(applied.results.map(({ outcome, changedFields }) => [outcome, changedFields])).toEqual([['updated', ['energyKwh', 'quality']], ['rejected', undefined], ['updated', ['energyKwh']], ['created', undefined]]);
    expect((await stored(meter)).map(({ wh }) => wh)).toEqual(['4250', '6000', '9000', '2000']);
    const { items } = (await importer.api.get(`/api/v1/assets/plants/${meter.plantId}/meters/${meter.meterId}/readings/corrections`).expect(200)).body as { items: { reason: string; before: { energyKwh: string } }[] };
    expect(items.map(({ reason, before }) => [reason, before.energyKwh]).sort()).toEqual([['measured instead of estimated', '5'], ['the meter was read again', '7']]);
  });

  it('that are there twice in one file are stored once, and overlaps are rejected', async () => {
    const meter = await aMeter();
    const receipt = await send([at(meter, '2025-01-01 00:00'), at(meter, '2025-01-01 00:00'), at(meter, '2025-01-01 00:00', '2'), at(meter, '2025-01-01 00:00', '9', { interval: 'hour' }), at(meter, '2999-01-01 00:00'), at(meter, '2025-01-01 00:07')]);
    expect(outcomes(receipt)).toEqual(['created', 'unchanged', 'differs-without-reason', 'overlaps-another', 'in-the-future', 'not-at-a-boundary']);
    expect((await stored(meter)).map(({ wh }) => wh)).toEqual(['1500']);
  });

  it.each([
    ['energyKwh', '1e309'], ['energyKwh', 'NaN'], ['energyKwh', '12,5'], ['energyKwh', '-1'], ['energyKwh', 1.5], ['energyKwh', '0.0001'], ['energyKwh', null], ['startsAt', '2025-02-30 00:00'], ['startsAt', '2025-13-01'],
    ['startsAt', '0001-01-01'], ['startsAt', '2025-01-01 24:00'], ['startsAt', ''], ['interval', 'fortnight'], ['quality', 'good'], ['meter', {}], ['colour', 'red'],
  ])('with %s %j are rejected alone, by field and code', async (field, value) => {
    const meter = await aMeter();
    const { results } = await send([{ ...at(meter, '2025-01-01 00:00'), [field]: value }, at(meter, '2025-01-01 00:15')]);
    expect(results.map(({ outcome, errors: [error] }) => [outcome, error?.field])).toEqual([['rejected', field], ['created', undefined]]);
    expect(results[0]?.errors[0]?.code).toMatch(/^(invalid-|meter-not-found)/);
  });

  it('of plants that somebody does not reach are told of like those of no plant', async () => {
    const [mine, theirs] = [await aMeter(), await aMeter()];
    const limited = await service.signIn(['assets.*'], { tenantId: importer.tenantId, rowScope: { plants: [mine.plantId] } });
    const receipt = await send([at(mine, '2025-01-01'), at(theirs, '2025-01-01'), { ...at(mine, '2025-01-01'), meter: 'M-NONE' }], { api: limited.api });
    expect(outcomes(receipt)).toEqual(['created', 'meter-not-found', 'meter-not-found']);
    expect({ ...receipt.results[1]?.errors[0], value: '' }).toEqual({ ...receipt.results[2]?.errors[0], value: '' });
    expect(await stored(theirs)).toEqual([]);
  });
});

it('a chunk of readings that comes again, also at the same time, has one effect, one event for each meter and one receipt', async () => {
  const [first, second] = [await aMeter(), await aMeter()];
  const importJobId = randomUUID();
  const chunk = { importJobId, chunkIndex: 0, rows: [at(first, '2025-01-01'), at(second, '2025-01-01'), at(first, '2025-01-01 00:15')].map((values, index) => ({ rowNumber: index + 1, values })) };
  const post = (more: object = {}) => importer.api.post('/api/v1/assets/readings/batches', { ...chunk, ...more });
  expect((await post({ receiptOnly: true, rows: [] }).expect(404)).body).toMatchObject({ code: chunkNotFound });
  const answers = await Promise.all([post(), post(), post()]);
  for (const { status, body } of answers) expect([status, body]).toEqual([200, answers[0]?.body]);
  const told = (await service.outbox('assets.reading-upload.recorded.v1')).filter(({ data }) => (data as { source: string }).source === `import ${importJobId}`);
  expect(told.map(({ data }) => (data as { meterId: string; recorded: number })).map(({ meterId, recorded }) => [meterId, recorded]).sort()).toEqual([[first.meterId, 2], [second.meterId, 1]].sort());
});
