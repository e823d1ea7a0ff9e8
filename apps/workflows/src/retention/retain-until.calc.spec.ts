import { describe, expect, it } from '@jest/globals';
import { retainUntil, type Retained } from './retain-until.calc.ts';

const of = (years: number, countedFrom: 'upload' | 'expiry' | 'workflowEnd', retained: Partial<Retained>) =>
  retainUntil({ years, countedFrom }, { uploadedOn: '2026-11-21', expiresOn: null, workflowEnds: [], ...retained });

describe('a document is kept', () => {
  it.each([
    ['from its upload', of(10, 'upload', { expiresOn: '2031-01-01' }), '2036-11-21'],
    ['from its expiry', of(10, 'expiry', { expiresOn: '2031-01-01' }), '2041-01-01'],
    ['from its upload where it does not expire', of(10, 'expiry', {}), '2036-11-21'],
    ['from the end of the last of its workflows', of(10, 'workflowEnd', { workflowEnds: ['2027-03-01', '2028-05-05', '2026-12-01'] }), '2038-05-05'],
    ['from its upload where it belongs to no workflow', of(5, 'workflowEnd', {}), '2031-11-21'],
    ['to the last of February from a leap day', of(1, 'upload', { uploadedOn: '2028-02-29' }), '2029-02-28'],
  ])('%s', (_how, { until, isOpen }, day) => expect([until, isOpen]).toEqual([day, false]));

  it('without an end while one of its workflows goes on, and no shorter than from its upload', () => {
    expect(of(10, 'workflowEnd', { workflowEnds: ['2040-01-01', null] })).toEqual({ until: '2036-11-21', isOpen: true });
    expect(of(10, 'upload', { workflowEnds: [null] })).toEqual({ until: '2036-11-21', isOpen: false });
  });

  it('not at all for no years', () => {
    expect(of(0, 'workflowEnd', { workflowEnds: [null] })).toEqual({ until: null, isOpen: false });
  });
});
