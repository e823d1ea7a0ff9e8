import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { patronDayIn, patronOf } from './patron-day.calc.ts';
import { PlantForObligations } from '@kairos/contracts';
import { evaluate, type ObligationFacts } from './predicate.calc.ts';
import { InvalidObligationPack, parseObligationPack } from './obligation-pack.calc.ts';

const text = readFileSync(new URL('../../packs/italy/2026.2.yaml', import.meta.url), 'utf8');
const italy = parseObligationPack(text, '2026.2.yaml');
const plant = PlantForObligations.parse({ capacityKw: '100', type: 'Wind' });
const codesFor = (facts: Partial<ObligationFacts>) =>
  italy.obligations
    .filter(({ appliesWhen }) => evaluate(appliesWhen, { ...plant, ...facts }).applies)
    .map(({ code }) => code);
const refusal = (changed: string): string => {
  try {
    parseObligationPack(changed, 'changed.yaml');
  } catch (error) {
    if (error instanceof InvalidObligationPack) return error.message;
    throw error;
  }
  return 'accepted';
};

describe('the Italian pack', () => {
  it('gives a plant above 20 kW in operation five obligations', () => {
    expect(codesFor({})).toEqual(['annual-consumption-declaration', 'licence-fee', 'fuel-mix-disclosure', 'spi-check', 'fiscal-meter-calibration']);
    expect(codesFor({ capacityKw: '20.001' })).toHaveLength(5);
  });

  it('spares a plant of exactly 20 kW those of Customs', () => expect(codesFor({ capacityKw: '20' })).toEqual(['fuel-mix-disclosure', 'spi-check']));
  it('asks nothing recurring of a plant that is not in operation', () => {
    const once = italy.obligations.filter(({ trigger }) => trigger !== 'recurring').map(({ code }) => code);
    for (const status of ['In Authorization', 'Under Construction', 'Decommissioned'] as const) {
      expect(codesFor({ status, protectedArea: true }).filter((code) => !once.includes(code))).toEqual([]);
    }
  });

  it('knows the patron of every provincial capital, each on a day that every year has', () => {
    expect(italy.calendar.patrons).toHaveLength(112);
    const provinces = new Set(italy.calendar.patrons.map(({ province }) => province));
    expect(provinces.size).toBe(107);
    for (const patron of italy.calendar.patrons) {
      for (let year = 2026; year <= 2036; year += 1) expect(patronDayIn(patron, year)).toMatch(new RegExp(`^${year}-`));
    }
  });

  it('finds a municipality however it is written, in its own province', () => {
    const on = (municipality: string, province: string | null = null) => {
      const patron = patronOf(italy.calendar, { municipality, province });
      return patron && patronDayIn(patron, 2027);
    };
    expect([on('Forli', 'FC'), on("L’AQUILA"), on('reggio  nell’emilia', 're'), on('Milano', 'RM'), on('Bolzano'), on('Carbonia')]).toEqual(['2027-02-04', '2027-06-10', '2027-11-24', undefined, '2027-05-17', '2027-05-13']);
  });

  it('keeps the older version as it was, its rules in the words of today', () => {
    const older = parseObligationPack(readFileSync(new URL('../../packs/italy/2026.1.yaml', import.meta.url), 'utf8'), '2026.1.yaml');
    expect(older.obligations.map(({ due }) => due)).toEqual([
      { rrule: 'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31' }, { rrule: 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=16' }, { rrule: 'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31' },
      { rrule: 'FREQ=YEARLY;INTERVAL=5', countedFrom: 'commissionedOn' },
    ]);
  });
});

describe('reading a pack', () => {
  it.each([
    ['a missing field, with its path', text.replace(/^version:.*$/m, ''), /version: /],
    ['an unknown field, with its name', `${text}\nsurprise: 1\n`, /surprise/],
    ['a threshold that is no exact decimal', text.replace("op: above, value: '20'", 'op: above, value: 20'), /obligations\.0\.appliesWhen/],
    ['a day that no year has', text.replace('BYMONTH=12;BYMONTHDAY=16', 'BYMONTH=11;BYMONTHDAY=31'), /11-31 is no day of the year/],
    ['a rule that is no yearly one', text.replace('FREQ=YEARLY;BYMONTH=12', 'FREQ=DAILY;BYMONTH=12'), /must be a yearly RRULE/],
    ['a rule with an end', text.replace('BYMONTH=12;BYMONTHDAY=16', 'BYMONTH=12;BYMONTHDAY=16;COUNT=3'), /must be a yearly RRULE/],
    ['a rule that counts from nothing', text.replace('FREQ=YEARLY;INTERVAL=5, countedFrom: commissionedOn', 'FREQ=YEARLY;INTERVAL=5'), /spi-check: a rule without month and day needs countedFrom/],
    ['a rule whose years are not said', text.replace('FREQ=YEARLY;BYMONTH=12', 'FREQ=YEARLY;INTERVAL=2;BYMONTH=12'), /licence-fee: nothing says in which year/],
    ['a day counted from a date as well', text.replace('BYMONTHDAY=16 }', 'BYMONTHDAY=16, countedFrom: commissionedOn }'), /licence-fee: a rule with month and day is not counted/],
    ['a term that nothing begins', text.replace('trigger: { event: [registered, changed, statusChanged] }', 'trigger: recurring'), /building-title: a term that runs once needs an event/],
    ['a bundle of what is not there', text.replace('obligations: [annual', 'obligations: [weekly-dance, annual'), /there is no obligation weekly-dance/],
    ['a patron declared twice', text.replace('municipality: Cesena', 'municipality: Forlì'), /the patron of Forlì \(FC\) is declared twice/],
    ['an obligation declared twice', text.replace('code: licence-fee', 'code: spi-check'), /spi-check is declared twice/],
    ['an unknown time zone', text.replace('Europe/Rome', 'Europe/Roma'), /no IANA time zone/],
    ['a portal that is not https', text.replace('https://areaclienti', 'javascript://areaclienti'), /portal/],
    ['a key given twice', `${text}\nid: again\n`, /unique/],
    ['broken YAML', 'id: [unclosed', /is no valid obligation pack/],
    ['an empty file', '', /document: /],
    ['several documents', `${text}\n---\nid: second\n`, /multiple documents/],
    ['a custom tag', text.replace('id: italy', 'id: !!js/function italy'), /tag/i],
    ['a NUL byte', text.replace('id: italy', 'id: "ita\\0ly"'), /id: /],
    ['an endless file', `# ${'x'.repeat(600_000)}\n${text}`, /longer than/],
  ])('refuses %s', (_what, changed, message) => expect(refusal(changed)).toMatch(message));

  it('refuses aliases, so that nine lines cannot become a billion values', () => {
    const levels = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
    const bomb = levels.map((name, index) => `${name}: &${name} [${Array(9).fill(index ? `*${levels[index - 1]}` : 'x').join(', ')}]`);
    expect(refusal(bomb.join('\n'))).toMatch(/alias \*a is not allowed/);
  });

  it.each(['__proto__', 'constructor', 'prototype'])('refuses the key %s at any depth', (key) => {
    expect(refusal(`${text}\n${key}: { polluted: yes }\n`)).toMatch(`key ${key} is not allowed`);
    expect(refusal(text.replace('due: { rrule', `due: { ${key}: { polluted: yes }, rrule`))).toMatch(`key ${key} is not allowed`);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});
