import { describe, expect, it } from '@jest/globals';
import { readFacts } from './read-facts.calc.ts';

describe('facts given to a part of a plant', () => {
  it('are read as whoever changes it by hand gives them, the status with them', () => {
    expect(readFacts('plant', { capacityKw: '25', status: 'Decommissioned' })).toEqual({ facts: { capacityKw: '25', status: 'Decommissioned' } });
    expect(readFacts('plant', { status: 'Decommissioned' })).toEqual({ facts: { status: 'Decommissioned' } });
    expect(readFacts('registry-card', { ownerTaxCode: 'rssmra85t10a562s' })).toEqual({ facts: { ownerTaxCode: 'RSSMRA85T10A562S' } });
    expect(readFacts('gse', { incentiveYears: 20, iban: null })).toEqual({ facts: { incentiveYears: 20, iban: null } });
  });

  it.each([
    ['plant', {}, '', 'names no field'],
    ['plant', { type: 'Solar' }, 'type', ''],
    ['plant', { status: 'Gone' }, 'status', ''],
    ['plant', { notes: 'x', code: 'A-1' }, 'code', 'not a known field'],
    ['plant', { notes: 'x', reason: 'y' }, 'reason', 'no fact'],
    ['registry-card', { moduleCount: -1 }, 'moduleCount', ''],
    ['dso', { podCode: 'IT001E12345678' }, 'podCode', 'kept with the plant'],
    ['terna', { gaudiCode: 'G1' }, 'gaudiCode', 'kept with the registry-card'],
    ['customs', { taskId: '00000000-0000-4000-8000-000000000000' }, 'taskId', 'no fact'],
  ] as const)('of %s: %j are refused at %s', (part, given, field, detail) => {
    expect(readFacts(part, given)).toEqual({ problems: [{ field, detail: expect.stringContaining(detail) }] });
  });
});
