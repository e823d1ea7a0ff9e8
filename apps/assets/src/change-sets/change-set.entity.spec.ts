import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { recordedOn } from '@kairos/event-bus';
import { ChangeSet } from './change-set.entity.ts';

const [anna, bruno, plantId] = [randomUUID(), randomUUID(), randomUUID()];
const proposed = () => ChangeSet.propose({ tenantId: randomUUID(), title: 'Repowering', reason: 'as built', changes: [{ plantId, part: 'gse', before: { iban: null }, after: { iban: 'IT60X0542811101000000123456' } }], proposedBy: anna });

describe('a change set', () => {
  it('tells which fields it changes, and none of their values', () => {
    const set = proposed();
    const [event] = recordedOn(set);
    expect(event?.data).toMatchObject({ status: 'proposed', changes: [{ plantId, part: 'gse', fields: ['iban'] }], proposedBy: anna, decidedBy: null });
    expect(JSON.stringify(event?.data)).not.toContain('IT60');
  });

  it('is approved or rejected by another than proposed it, and withdrawn by nobody else', () => {
    expect(() => proposed().apply({ by: anna, reason: null })).toThrow('You proposed these changes yourself');
    expect(() => proposed().reject({ by: anna, reason: 'no' })).toThrow('You proposed these changes yourself');
    expect(() => proposed().withdraw({ by: bruno, reason: null })).toThrow('only they withdraw them');
  });

  it.each(['apply', 'reject'] as const)('stays as it was decided after %s', (decide) => {
    const set = proposed();
    set[decide]({ by: bruno, reason: 'checked' });
    expect(set).toMatchObject({ decidedBy: bruno, decisionReason: 'checked', decidedAt: expect.any(Date) });
    for (const again of ['apply', 'reject', 'withdraw'] as const) expect(() => set[again]({ by: again === 'withdraw' ? anna : bruno, reason: 'x' })).toThrow(`The change set is ${set.status} already`);
  });
});
