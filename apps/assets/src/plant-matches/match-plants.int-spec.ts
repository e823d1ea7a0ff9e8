import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MatchResults } from '@kairos/contracts';
import { TestService, type Caller } from '@kairos/testing';
import { assetsService } from '../service.ts';
import { aPlant } from '../test/plant.builder.ts';

const plants = '/api/v1/assets/plants';
let service: TestService;
let manager: Caller;
const ids = new Map<string, string>();

beforeAll(async () => {
  service = await TestService.start(assetsService);
  manager = await service.signIn(['assets.*']);
  for (const [code, name, municipality] of [
    ['IT-001', 'Parco eolico Buddusò', 'Buddusò'], ['IT-002', 'Parco eolico Alà dei Sardi', 'Alà dei Sardi'], ['IT-003', 'Centrale di Santa Luce', 'Santa Luce'],
    ['IT-004', 'Impianto Nord', 'Milano'], ['IT-005', 'Impianto Nord', 'Foggia'],
  ] as const) {
    const { body } = await manager.api.post(plants, aPlant({ code, name, municipality })).expect(201);
    ids.set(code, (body as { plantId: string }).plantId);
  }
});
afterAll(() => service?.stop());

type Context = Record<string, string>;
const query = (name: string, context: Context = {}) => ({
  conditions: [{ matchType: 'name', propertyValue: name }, ...Object.entries(context).map(([propertyId, propertyValue]) => ({ matchType: 'property', propertyId, propertyValue }))],
});

async function candidates(name: string, context?: Context, by = manager) {
  const { body } = await by.api.post(`${plants}/match`, { queries: [query(name, context)] }).expect(200);
  return (body as MatchResults).results[0]?.candidates ?? [];
}

describe('names in a file, reconciled with plants', () => {
  it('finds a plant by a name that is nearly right, and leaves the doubt to the reader', async () => {
    const [best] = await candidates('parco eolico buduso');
    expect(best).toMatchObject({ id: ids.get('IT-001'), name: 'Parco eolico Buddusò', match: false, type: [{ id: 'assets.plants' }] });
    expect(best?.score).toBeGreaterThan(50);
  });

  it('has no doubt about a code, or the one plant of a name, accents and capitals aside', async () => {
    expect(await candidates('it-003')).toMatchObject([{ id: ids.get('IT-003'), score: 100, match: true }]);
    expect((await candidates('PARCO EOLICO BUDDUSO'))[0]).toMatchObject({ id: ids.get('IT-001'), match: true });
  });

  it('tells two plants of one name apart by what else the row says, and has doubts without it', async () => {
    expect((await candidates('Impianto Nord')).slice(0, 2).map(({ match }) => match)).toEqual([false, false]);
    const [best, second] = await candidates('Impianto Nord', { municipality: 'foggia' });
    expect(best).toMatchObject({ id: ids.get('IT-005'), match: true, description: expect.stringContaining('in Foggia'), features: [{ id: 'name', value: 100 }, { id: 'properties', value: 100 }] });
    expect(second).toMatchObject({ match: false });
  });

  it('answers several questions in their order, and one without an answer with nothing', async () => {
    const { body } = await manager.api.post(`${plants}/match`, { queries: [query('zzzz qqqq'), { ...query('centrale'), limit: 1 }, query('IT-002')] }).expect(200);
    expect((body as MatchResults).results.map(({ candidates: [first, ...others] }) => [first?.id, others.length])).toEqual([
      [undefined, 0], [ids.get('IT-003'), 0], [ids.get('IT-002'), 0],
    ]);
  });

  it('finds no plant that the caller does not reach, nor another tenant’s', async () => {
    const limited = await service.signIn(['assets.plant.read'], { tenantId: manager.tenantId, rowScope: { plants: [ids.get('IT-004') ?? ''] } });
    expect((await candidates('Impianto Nord', {}, limited)).map(({ id }) => id)).toEqual([ids.get('IT-004')]);
    expect(await candidates('IT-001', {}, limited)).toEqual([]);
    expect(await candidates('IT-001', {}, await service.signIn(['*']))).toEqual([]);
  });

  it.each([
    ['no query', { queries: [] }],
    ['no name', { queries: [{ conditions: [{ matchType: 'property', propertyId: 'type', propertyValue: 'Wind' }] }] }],
    ['more queries than it takes', { queries: Array.from({ length: 21 }, () => query('x')) }],
    ['a text without end', { queries: [query('x'.repeat(201))] }],
  ])('refuses %s', async (_name, body) => {
    await manager.api.post(`${plants}/match`, body).expect(400);
  });
});
