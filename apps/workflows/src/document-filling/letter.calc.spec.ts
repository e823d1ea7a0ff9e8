import { describe, expect, it } from '@jest/globals';
import type { LetterBlock } from '@kairos/contracts';
import { variablesOf, writeLetter } from './letter.calc.ts';

const blocks: LetterBlock[] = [
  { kind: 'sender', lines: [{ text: '{plant.ownerName}', optional: false }, { text: 'Tel. {registryCard.ownerPhone}', optional: true }] },
  { kind: 'subject', text: 'Impianto {plant.name} ({plant.code})' },
  { kind: 'facts', title: 'Impianto', rows: [{ label: 'POD', text: '{plant.podCode}', optional: true }, { label: 'Comune', text: '{plant.municipality} ({plant.province})', optional: false }] },
  { kind: 'facts', title: 'Diritto', rows: [{ label: 'Importo', text: '{authority.customs.feeEur} €', optional: true }] },
  { kind: 'list', title: 'Allegati', items: ['{plant.code} stays as it is'] },
];
const known: Record<string, string> = { 'plant.ownerName': 'A {plant.code} & B', 'plant.name': 'Colle', 'plant.code': 'P-1', 'plant.municipality': 'Foggia' };

describe('a letter', () => {
  it('is written with what is known; optional lines without a value are left out, and tables of which nothing is left', () => {
    expect(writeLetter(blocks, (name) => known[name] ?? null)).toEqual([
      { kind: 'sender', lines: ['A {plant.code} & B'] },
      { kind: 'subject', text: 'Impianto Colle (P-1)' },
      { kind: 'facts', title: 'Impianto', rows: [{ label: 'Comune', text: 'Foggia (____________)' }] },
      { kind: 'list', title: 'Allegati', items: ['{plant.code} stays as it is'] },
    ]);
  });

  it('tells its variables, and which of them it can do without', () => {
    expect(variablesOf([...blocks, { kind: 'text', text: '{plant.podCode}' }]).map(({ name, optional }) => `${name}${optional ? '?' : ''}`)).toEqual([
      'plant.ownerName', 'registryCard.ownerPhone?', 'plant.name', 'plant.code', 'plant.podCode', 'plant.municipality', 'plant.province', 'authority.customs.feeEur?',
    ]);
  });
});
