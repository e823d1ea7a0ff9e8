import { beforeEach, describe, expect, it } from '@jest/globals';
import { DeadlineCompleted, DeadlineOpened, DeadlineRescheduled, DeadlineWithdrawn, type DeadlineObligation } from '@kairos/contracts';
import { recordedOn } from '@kairos/event-bus';
import { undated } from '../obligations/due-date.calc.ts';
import { Deadline } from './deadline.entity.ts';

const owner = { tenantId: '0198f000-0000-7000-8000-000000000001', plantId: '0198f000-0000-7000-8000-000000000002' };
const obligation: DeadlineObligation = {
  packId: 'italy', packVersion: '2026.1', code: 'licence-fee', authority: 'Customs', category: 'Fiscal', title: { en: 'Licence fee', it: 'Diritto di licenza' },
};
const why = { predicate: { field: 'capacityKw', op: 'above', value: '20' } as const, fields: { capacityKw: '998.5' } };
const due = { nominalDueOn: '2028-12-16', dueOn: '2028-12-18', countedFrom: null };
const by = '0198f000-0000-7000-8000-000000000003';
const today = '2028-12-20';
const eventsOf = (deadline: Deadline) => recordedOn(deadline).map(({ definition }) => definition.type);

let deadline: Deadline;
beforeEach(() => {
  deadline = Deadline.open(owner, { obligation, due, why });
});

describe('a deadline', () => {
  it('opens with its date, its reason and an event', () => {
    expect(deadline).toMatchObject({ status: 'open', obligationCode: 'licence-fee', nominalDueOn: '2028-12-16', dueOn: '2028-12-18', why });
    expect(recordedOn(deadline)).toMatchObject([{ definition: DeadlineOpened, data: { deadlineId: deadline.id, status: 'open', dueOn: '2028-12-18' } }]);
  });

  it('opens undated when the plant lacks the date', () => expect(Deadline.open(owner, { obligation, due: undated, why }).status).toBe('dateMissing'));

  it('is completed once', () => {
    deadline.complete({ completedOn: '2028-12-15', note: 'F24 of 15 December', by }, today, '2027-12-16');
    expect(deadline).toMatchObject({ status: 'completed', completedOn: '2028-12-15', completionNote: 'F24 of 15 December', completedBy: by });
    expect(eventsOf(deadline)).toEqual([DeadlineOpened.type, DeadlineCompleted.type]);
    expect(() => deadline.complete({ completedOn: today, note: null, by }, today, null)).toThrow('This deadline is completed');
  });

  it('is completed late, on the day itself and undated', () => {
    expect(() => deadline.complete({ completedOn: today, note: null, by }, today, '2027-12-16')).not.toThrow();
    expect(() => Deadline.open(owner, { obligation, due: undated, why }).complete({ completedOn: '2001-01-01', note: null, by }, today, null)).not.toThrow();
  });

  it('is not completed by work still to be done', () => {
    expect(() => deadline.complete({ completedOn: '2028-12-21', note: null, by }, today, null)).toThrow('lies after today');
  });

  it('is not completed by work that met an earlier occurrence', () => {
    expect(() => deadline.complete({ completedOn: '2027-12-16', note: null, by }, today, '2027-12-16')).toThrow('met an earlier occurrence');
    expect(deadline.status).toBe('open');
  });

  it('is withdrawn with its reason, and then cannot be completed', () => {
    const withdrawal = { reason: 'noLongerApplies', detail: 'capacityKw 20 is not above 20' } as const;
    deadline.withdraw(withdrawal, today);
    expect(deadline).toMatchObject({ status: 'withdrawn', withdrawal, withdrawnOn: today });
    expect(recordedOn(deadline).at(-1)).toMatchObject({ definition: DeadlineWithdrawn, data: { withdrawal } });
    expect(() => deadline.complete({ completedOn: today, note: null, by }, today, null)).toThrow('This deadline is withdrawn');
  });

  it('reopens as itself', () => {
    const { id } = deadline;
    deadline.withdraw({ reason: 'plantDeleted', detail: 'the plant left the portfolio' }, today);
    deadline.reopen({ obligation, why, due: { nominalDueOn: '2029-12-16', dueOn: '2029-12-17', countedFrom: null } });
    expect(deadline).toMatchObject({ id, status: 'open', dueOn: '2029-12-17', withdrawal: null, withdrawnOn: null });
    expect(eventsOf(deadline)).toEqual([DeadlineOpened.type, DeadlineWithdrawn.type, DeadlineOpened.type]);
  });

  it('moves from undated to a date, and says from where', () => {
    const undatedOne = Deadline.open(owner, { obligation, due: undated, why });
    undatedOne.reschedule({ obligation, why, due: { nominalDueOn: '2030-05-12', dueOn: '2030-05-13', countedFrom: '2025-05-12' } });
    expect(undatedOne).toMatchObject({ status: 'open', dueOn: '2030-05-13', countedFrom: '2025-05-12' });
    expect(recordedOn(undatedOne).at(-1)).toMatchObject({ definition: DeadlineRescheduled, data: { previousDueOn: null, dueOn: '2030-05-13' } });
  });
});
