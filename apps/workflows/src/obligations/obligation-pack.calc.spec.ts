import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { evaluate, type ObligationFacts } from './predicate.calc.ts';
import { InvalidObligationPack, parseObligationPack } from './obligation-pack.calc.ts';

const text = readFileSync(new URL('../../packs/italy.yaml', import.meta.url), 'utf8');
const italy = parseObligationPack(text, 'italy.yaml');
const codesFor = (facts: Partial<ObligationFacts>) =>
  italy.obligations
    .filter(({ appliesWhen }) => evaluate(appliesWhen, { status: 'In Operation', type: 'Wind', capacityKw: '100', commissionedOn: null, ...facts }).applies)
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
  it('gives a plant above 20 kW in operation four obligations', () => {
    expect(codesFor({})).toEqual(['annual-consumption-declaration', 'licence-fee', 'fuel-mix-disclosure', 'spi-check']);
    expect(codesFor({ capacityKw: '20.001' })).toHaveLength(4);
  });

  it('spares a plant of exactly 20 kW the two of Customs', () => expect(codesFor({ capacityKw: '20' })).toEqual(['fuel-mix-disclosure', 'spi-check']));

  it.each(['In Authorization', 'Under Construction', 'Decommissioned'] as const)('asks nothing of a plant that is %s', (status) => {
    expect(codesFor({ status })).toEqual([]);
  });
});

describe('reading a pack', () => {
  it.each([
    ['a missing field, with its path', text.replace(/^version:.*$/m, ''), /version: /],
    ['an unknown field, with its name', `${text}\nsurprise: 1\n`, /surprise/],
    ['a threshold that is no exact decimal', text.replace("op: above, value: '20'", 'op: above, value: 20'), /obligations\.0\.appliesWhen/],
    ['a day that no year has', text.replace("on: '12-16'", "on: '11-31'"), /11-31 is no day of the year/],
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
    expect(refusal(text.replace('due: { kind: yearly,', `due: { ${key}: { polluted: yes }, kind: yearly,`))).toMatch(`key ${key} is not allowed`);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});
