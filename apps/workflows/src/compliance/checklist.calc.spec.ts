import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PlantForObligations, scoredComplianceItems, type ComplianceItemCode } from '@kairos/contracts';
import { parseObligationPack } from '../obligations/obligation-pack.calc.ts';
import { checklistOf, scoreOf, type Known, type KnownDeadline, type KnownEntry } from './checklist.calc.ts';
import { obligationOfItem, stateOfItem } from './item-state.calc.ts';

const pack = parseObligationPack(readFileSync(new URL('../../packs/italy/2026.2.yaml', import.meta.url), 'utf8'), '2026.2.yaml');
const today = '2026-11-21';
/** One to which all eight items apply. */
const large = { capacityKw: '998.5', commissionedOn: '2020-06-12', incentivesTotalEur: '200000' };
const entry = (item: ComplianceItemCode, facts: Partial<KnownEntry> = {}): KnownEntry => ({
  item, title: null, state: 'done', doneOn: '2026-01-10', number: null, expiresOn: null, reason: 'seen on paper', recordedBy: 'u', recordedAt: '2026-02-01T00:00:00.000Z', version: 1, ...facts,
});
const deadline = (code: string, facts: Partial<KnownDeadline> = {}): KnownDeadline => ({ id: code, code, status: 'open', dueOn: '2027-03-31', completedOn: null, completedAt: null, note: null, ...facts });
const checklist = (plant: object, known: Partial<Known> = {}, on = today) => checklistOf(pack, PlantForObligations.parse(plant), { deadlines: [], entries: [], ...known }, on);
const item = (code: string, plant: object, known?: Partial<Known>, on?: string) => checklist(plant, known, on).find((each) => each.code === code);
const doneOf = (count: number) => scoreOf(checklist(large, { entries: scoredComplianceItems.slice(0, count).map((code) => entry(code)) }));

describe('the score', () => {
  it.each([[8, 100], [7, 87], [6, 75], [5, 62], [1, 12], [0, 0]])('of %i of 8 items is %i', (done, scorePercent) => {
    expect(doneOf(done)).toMatchObject({ scorePercent, done, notDone: 8 - done, notApplicable: 0 });
  });

  it('calls for attention below 70', () => expect([6, 5].map((done) => doneOf(done).alert)).toEqual([false, true]));

  it('does not miss what the law does not ask for', () => {
    const items = checklist({ capacityKw: '11' });
    expect(items.filter(({ state }) => state === 'notApplicable').map(({ code, because }) => [code, because])).toEqual([
      ['customs-licence', 'capacityKw 11 is not above 20'], ['spi-verification', 'capacityKw 11 is not above 11.08'],
      ['consumption-declaration', 'capacityKw 11 is not above 20'], ['antimafia', 'incentivesEur unknown is not above 150000'],
    ]);
    expect(scoreOf(items)).toMatchObject({ scorePercent: 50, done: 0, notApplicable: 4, notDone: 4 });
  });

  it('leaves out what is kept beside the eight', () => {
    const entries = [entry('via-screening'), entry('custom-fire-certificate', { title: { en: 'Fire certificate', it: 'CPI' } })];
    expect(scoreOf(checklist(large, { entries }))).toMatchObject({ scorePercent: 0, done: 0 });
    expect(checklist(large, { entries })).toHaveLength(11);
  });
});

describe('an item of an obligation', () => {
  const completed = deadline('fuel-mix-disclosure', { status: 'completed', dueOn: '2026-03-31', completedOn: '2026-03-20', completedAt: '2026-03-20T09:00:00.000Z', note: 'prot. 4711' });
  const next = deadline('fuel-mix-disclosure');

  it('is done once its deadline was completed, until the next one is past', () => {
    expect(item('fuel-mix', large, { deadlines: [next, completed] })).toMatchObject({ state: 'done', doneOn: '2026-03-20', number: 'prot. 4711', expiresOn: '2027-03-31', source: { kind: 'deadline' } });
    expect(item('fuel-mix', large, { deadlines: [next, completed] }, '2027-03-31')?.state).toBe('done');
    expect(item('fuel-mix', large, { deadlines: [next, completed] }, '2027-04-01')).toMatchObject({ state: 'notDone', because: 'overdue since 2027-03-31' });
  });

  it('is not done while nothing shows that it ever was', () => expect(item('fuel-mix', large, { deadlines: [next] })).toMatchObject({ state: 'notDone', because: 'due on 2027-03-31, never completed here' }));

  it('is what somebody says, until that expires or a deadline is completed after it', () => {
    const entries = [entry('fuel-mix', { state: 'notApplicable', doneOn: null, reason: 'exempt by GSE' })];
    expect(item('fuel-mix', large, { deadlines: [next], entries })).toMatchObject({ state: 'notApplicable', because: 'exempt by GSE', source: { kind: 'entry' }, version: 1 });
    expect(item('fuel-mix', large, { deadlines: [next, completed], entries })).toMatchObject({ state: 'done', source: { kind: 'deadline' } });
    const expiring = [entry('aia', { expiresOn: '2026-11-21' })];
    expect(item('aia', large, { entries: expiring })?.state).toBe('done');
    expect(item('aia', large, { entries: expiring }, '2026-11-22')).toMatchObject({ state: 'notDone', because: 'expired on 2026-11-21' });
  });
});

it('takes the licence from the plant', () => {
  const licence = (customsLicenceActive: boolean | null) => item('customs-licence', { ...large, customsLicenceActive })?.state;
  expect([licence(true), licence(false), licence(null)]).toEqual(['done', 'notDone', 'notDone']);
});

it('shows each scored item in the state that is counted of thousands of plants', () => {
  const day = fc.integer({ min: -400, max: 400 }).map((days) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10));
  const plants = fc.record({
    capacityKw: fc.constantFrom('11', '11.08', '20', '20.001', '998.5'), status: fc.constantFrom('In Operation', 'In Authorization'), incentivesTotalEur: fc.constantFrom(null, '150000', '200000'),
    customsLicenceActive: fc.constantFrom(true, false, null),
  });
  const courses = fc.dictionary(fc.constantFrom(...Object.values(obligationOfItem)), fc.record({ completedOn: fc.option(day), dueOn: fc.option(day), isPending: fc.boolean() }));
  const words = fc.dictionary(fc.constantFrom(...scoredComplianceItems), fc.record({ state: fc.constantFrom('done', 'notDone', 'notApplicable'), expiresOn: fc.option(day), recordedOn: day }));
  fc.assert(fc.property(plants, courses, words, (plant, course, word) => {
    const deadlines = Object.entries(course).flatMap(([code, { completedOn, dueOn, isPending }]) => [
      ...(isPending ? [deadline(code, { dueOn, status: dueOn === null ? 'dateMissing' : 'open' })] : []),
      ...(completedOn === null ? [] : [deadline(code, { status: 'completed', completedOn, completedAt: `${completedOn}T09:00:00.000Z` })]),
    ]);
    const entries = Object.entries(word).map(([item, { state, expiresOn, recordedOn }]) => entry(item as ComplianceItemCode, { state, expiresOn, recordedAt: `${recordedOn}T09:00:00.000Z` }));
    const shown = checklist(plant, { deadlines, entries });
    for (const code of scoredComplianceItems) {
      const { completedOn = null, dueOn = null, isPending = false } = course[obligationOfItem[code] ?? ''] ?? {};
      const [said, timeOf] = [word[code], (date: string) => Date.parse(`${date}T09:00:00.000Z`)];
      const known = { word: said && { ...said, recordedMs: timeOf(said.recordedOn) }, course: { completedMs: completedOn === null ? null : timeOf(completedOn), isOverdue: isPending && dueOn !== null && dueOn < today } };
      expect([code, stateOfItem(pack, PlantForObligations.parse(plant), code, known, today)]).toEqual([code, shown.find((each) => each.code === code)?.state]);
    }
  }));
});
