import { describe, expect, it } from '@jest/globals';
import type { DocumentCategory } from '@kairos/contracts';
import { matchRequirements, unmet, type HandedIn, type Requirement } from './match-requirements.calc.ts';

const today = '2027-01-04';
const asks = (code: string, category: DocumentCategory = 'Technical', more: Partial<Requirement> = {}): Requirement => ({ code, title: { en: code, it: code }, category, required: true, maxAgeDays: null, ...more });
const paper = (name: string, more: Partial<HandedIn> = {}): HandedIn => ({
  documentId: `document of ${name}`, documentVersionId: `version of ${name}`, name, category: 'Technical', requirementCode: null, issuedOn: '2027-01-01', expiresOn: null, approval: 'notNeeded', ...more,
});
const matched = (requirements: Requirement[], papers: HandedIn[]) => matchRequirements(requirements, papers, today).map(({ code, status, document }) => [code, status, document?.name ?? null]);

describe('what is asked for', () => {
  it('is there when a valid document of its category is, whatever that is called', () => {
    expect(matched([asks('plan')], [paper('holiday.jpg')])).toEqual([['plan', 'satisfied', 'holiday.jpg']]);
    expect(matched([asks('plan')], [paper('plan', { category: 'Fiscal' })])).toEqual([['plan', 'missing', null]]);
  });

  it('is one document each: one paper is never two of them', () => {
    expect(matched([asks('plan'), asks('scheme')], [paper('a')])).toEqual([['plan', 'satisfied', 'a'], ['scheme', 'missing', null]]);
    expect(matched([asks('plan'), asks('scheme')], [paper('a'), paper('b')])).toEqual([['plan', 'satisfied', 'a'], ['scheme', 'satisfied', 'b']]);
  });

  it('is what somebody said it is, where its category fits', () => {
    expect(matched([asks('plan'), asks('scheme')], [paper('a', { requirementCode: 'scheme' })])).toEqual([['plan', 'missing', null], ['scheme', 'satisfied', 'a']]);
    expect(matched([asks('plan')], [paper('a', { requirementCode: 'other' })])).toEqual([['plan', 'missing', null]]);
    expect(matched([asks('fee', 'Fiscal')], [paper('a', { requirementCode: 'fee' })])).toEqual([['fee', 'missing', null]]);
  });

  it.each([
    ['expired', { expiresOn: '2027-01-03' }],
    ['satisfied', { expiresOn: '2027-01-04' }],
    ['toApprove', { approval: 'pending' }],
    ['satisfied', { approval: 'approved' }],
    ['rejected', { approval: 'rejected' }],
    ['tooOld', { issuedOn: '2026-07-07' }],
    ['satisfied', { issuedOn: '2026-07-08' }],
    ['expired', { expiresOn: '2027-01-03', approval: 'pending', issuedOn: '2026-01-01' }],
  ] as const)('is %s by a paper with %o', (status, more) => {
    expect(matched([asks('plan', 'Technical', { maxAgeDays: 180 })], [paper('a', more)])).toEqual([['plan', status, 'a']]);
  });

  it('takes what is valid before what is not, and what may be old leaves the young to what may not', () => {
    expect(matched([asks('plan')], [paper('old', { expiresOn: '2026-01-01' }), paper('new')])).toEqual([['plan', 'satisfied', 'new']]);
    expect(matched([asks('any'), asks('fresh', 'Technical', { maxAgeDays: 10 })], [paper('young'), paper('old', { issuedOn: '2020-01-01' })])).toEqual([['any', 'satisfied', 'old'], ['fresh', 'satisfied', 'young']]);
  });

  it('keeps a task open only where it is required', () => {
    const views = matchRequirements([asks('plan'), asks('photo', 'Operational', { required: false })], [], today);
    expect(unmet(views).map(({ code }) => code)).toEqual(['plan']);
  });
});
