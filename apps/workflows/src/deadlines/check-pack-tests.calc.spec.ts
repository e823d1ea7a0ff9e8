import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseObligationPack } from '../obligations/obligation-pack.calc.ts';
import { failuresOf } from './check-pack-tests.calc.ts';

const folder = new URL('../../packs/', import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
const read = (file: string, edit = (text: string) => text) => parseObligationPack(edit(readFileSync(new URL(file, folder), 'utf8')), file);

describe('every pack', () => {
  it.each(files)('%s keeps what its own tests say', (file) => expect(failuresOf(read(file))).toEqual([]));
  it('is there in every version that was ever released', () => expect(files.sort()).toEqual(['italy/2026.1.yaml', 'italy/2026.2.yaml']));
  it('of today comes with tests', () => expect(read('italy/2026.2.yaml').tests.length).toBeGreaterThanOrEqual(20));
});

describe('a pack that does not keep them', () => {
  it.each([
    ['a threshold', "op: above, value: '20' }", "op: atLeast, value: '20' }", '20 kW are not above 20 kW, on 2026-11-21: annual-consumption-declaration is 2027-03-31, not nothing'],
    ['a date', 'BYMONTH=12;BYMONTHDAY=16', 'BYMONTH=12;BYMONTHDAY=15', '25 kW are an electric workshop, on 2026-11-21: licence-fee is 2026-12-15, not 2026-12-16'],
    ['a patron', "on: '12-07'", "on: '12-06'", 'the municipality of Milan keeps Sant\'Ambrogio, which a region does not, and the holiday after it, on 2026-11-07: building-title is 2026-12-07, not 2026-12-09'],
    ['a trigger', 'trigger: { event: [registered, changed, statusChanged] }', 'trigger: { event: [changed] }', '600 kW in authorisation ask the municipality, on 2026-11-21: building-title is nothing, not 2026-12-21'],
  ])('is found out: %s', (_what, from, to, failure) => {
    expect(failuresOf(read('italy/2026.2.yaml', (text) => text.replace(from, to)))).toContain(failure);
  });
});
