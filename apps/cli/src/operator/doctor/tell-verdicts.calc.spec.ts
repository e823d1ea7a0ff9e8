import { describe, expect, it } from '@jest/globals';
import { tellVerdicts } from './tell-verdicts.calc.ts';

describe('the verdicts in words', () => {
  it('tell each invariant with its counts, what breaks it, and what is not there', () => {
    const text = tellVerdicts([
      { name: 'events are published', status: 'ok', counts: { unpublished: 0 }, findings: [] },
      { name: 'no effect is double', status: 'violated', counts: { standingDeadlines: 1, plantCodes: 0 }, findings: ['1 obligation twice'] },
      { name: 'records form a chain', status: 'not present yet', counts: {}, findings: ['the audit chain'] },
    ]);
    expect(text.split('\n')).toEqual([
      '✓ events are published: unpublished 0',
      '✗ no effect is double: standing deadlines 1, plant codes 0',
      '    1 obligation twice',
      '– records form a chain: not present yet (the audit chain)',
    ]);
  });
});
