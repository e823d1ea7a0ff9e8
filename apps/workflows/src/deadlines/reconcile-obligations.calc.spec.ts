import { describe, expect, it } from '@jest/globals';
import type { DeadlineStatus } from '@kairos/contracts';
import { ObligationPackRepository } from '../obligations/obligation-pack.repository.ts';
import { lastCompleted, reconcileObligations, type Cause, type StandingDeadline, type Step } from './reconcile-obligations.calc.ts';

const pack = new ObligationPackRepository().governing();
const plant = {
  status: 'In Operation', type: 'Wind', capacityKw: '998.5', commissionedOn: null, municipality: null, province: null, protectedArea: false,
  incentivesTotalEur: null, incentivesPerYearEur: null, incentivesBasis: 'total', customsLicenceActive: null, deleted: false,
} as const;
const today = '2026-11-21';
const reconcile = (facts: object, standing: StandingDeadline[] = [], completed: { obligationCode: string; nominalDueOn: string | null; completedOn: string }[] = [], on = today) =>
  reconcileObligations(pack, { ...plant, ...facts }, { standing, completed }, on, { event: 'changed', on, before: null });

/** The deadlines as they stand after the steps. */
const after = (steps: Step<StandingDeadline>[], on = today): StandingDeadline[] =>
  steps.flatMap((step) => {
    if (step.kind === 'note') return [];
    if (step.kind === 'withdraw') return { ...step.deadline, status: 'withdrawn', withdrawnOn: on };
    const status: DeadlineStatus = step.due.dueOn ? 'open' : 'dateMissing';
    return { ...step.due, obligationCode: step.obligation.code, status, withdrawnOn: null };
  });
const all = after(reconcile({}));
const moves = ({ kind }: Step<StandingDeadline>) => kind === 'reschedule';
const only = (code: string, deadlines = all) => deadlines.filter(({ obligationCode }) => obligationCode === code);

describe('a plant that appears', () => {
  it('gets one next occurrence of each obligation', () => {
    expect(all.map(({ obligationCode, status, dueOn }) => [obligationCode, status, dueOn])).toEqual([
      ['annual-consumption-declaration', 'open', '2027-03-31'],
      ['licence-fee', 'open', '2026-12-16'],
      ['fuel-mix-disclosure', 'open', '2027-03-31'],
      ['spi-check', 'dateMissing', null],
      ['fiscal-meter-calibration', 'dateMissing', null],
    ]);
  });

  it('gets nothing when it is gone already', () => expect(reconcile({ deleted: true })).toEqual([]));
  it('gets two at 20 kW', () => expect(after(reconcile({ capacityKw: '20' })).map(({ obligationCode }) => obligationCode)).toEqual(['fuel-mix-disclosure', 'spi-check']));

  it('is told why: the predicate, the values, and the missing date', () => {
    const [spi] = reconcile({}).filter((step) => step.kind === 'open' && step.obligation.code === 'spi-check');
    expect(spi).toMatchObject({ why: { fields: { status: 'In Operation', commissionedOn: null } } });
  });
});

describe('a plant that changes', () => {
  it('keeps its deadlines when nothing about them changed', () => {
    expect(reconcile({}, all)).toEqual([]);
    expect(reconcile({ capacityKw: '2000' }, all)).toEqual([]);
  });

  it('keeps an overdue deadline: it is still owed', () => expect(reconcile({}, all, [], '2028-01-01')).toEqual([]));

  it('loses the three of Customs with the reason when it falls to 20 kW', () => {
    expect(reconcile({ capacityKw: '20' }, all)).toEqual([
      { kind: 'withdraw', deadline: all[0], withdrawal: { reason: 'noLongerApplies', detail: 'capacityKw 20 is not above 20' } },
      { kind: 'withdraw', deadline: all[1], withdrawal: { reason: 'noLongerApplies', detail: 'capacityKw 20 is not above 20' } },
      { kind: 'withdraw', deadline: all[4], withdrawal: { reason: 'noLongerApplies', detail: 'capacityKw 20 is not above 20' } },
    ]);
  });

  it('loses all when it is deleted or decommissioned', () => {
    expect(reconcile({ deleted: true }, all).map((step) => step.kind === 'withdraw' && step.withdrawal.reason)).toEqual(Array(5).fill('plantDeleted'));
    expect(reconcile({ status: 'Decommissioned' }, all)).toHaveLength(5);
  });

  it('is not withdrawn twice', () => {
    const withdrawn = after(reconcile({ deleted: true }, all));
    expect(reconcile({ deleted: true }, withdrawn)).toEqual([]);
  });

  it('reopens what applies again at the occurrence that is next by then', () => {
    const withdrawn = after(reconcile({ deleted: true }, all));
    const reopened = reconcile({}, withdrawn, [], '2027-05-01');
    expect(reopened.map(({ kind }) => kind)).toEqual(Array(5).fill('reopen'));
    expect(after(reopened).map(({ dueOn }) => dueOn)).toEqual(['2028-03-31', '2027-12-16', '2028-03-31', null, null]);
  });

  it('still owes what was late when it lapsed', () => {
    const late = after(reconcile({ deleted: true }, all, [], '2027-04-10'), '2027-04-10');
    expect(after(reconcile({}, late, [], '2027-05-01')).map(({ dueOn }) => dueOn)).toEqual(['2027-03-31', '2026-12-16', '2027-03-31', null, null]);
  });

  it('withdraws a deadline whose obligation the pack no longer holds', () => {
    const old: StandingDeadline = { obligationCode: 'old-form', status: 'open', nominalDueOn: '2027-01-31', dueOn: '2027-01-31', countedFrom: null, withdrawnOn: null };
    expect(reconcile({}, [...all, old])).toEqual([{ kind: 'withdraw', deadline: old, withdrawal: { reason: 'obligationRetired', detail: `italy ${pack.version} has no such obligation` } }]);
  });
});

describe('the commissioning date', () => {
  const dated = { commissionedOn: '2024-06-12' };

  it('dates the check when it arrives', () => {
    expect(reconcile(dated, only('spi-check')).filter(moves)).toMatchObject([{ kind: 'reschedule', due: { dueOn: '2029-06-12', countedFrom: '2024-06-12' } }]);
  });

  it('moves the check when it is corrected, and undates it when it goes away', () => {
    const standing = only('spi-check', after(reconcile(dated)));
    expect(reconcile({ commissionedOn: '2023-01-10' }, standing).filter(moves)).toMatchObject([{ kind: 'reschedule', due: { dueOn: '2028-01-10' } }]);
    expect(reconcile({}, standing).filter(moves)).toMatchObject([{ kind: 'reschedule', due: { dueOn: null } }]);
  });

  describe('that is taken out while the check lies ahead', () => {
    const onTime = { commissionedOn: '2022-03-01' };
    const [standing] = only('spi-check', after(reconcile(onTime))) as [StandingDeadline];
    const [undated] = only('spi-check', after(reconcile({}, [standing]))) as [StandingDeadline];
    const { nominalDueOn = null, dueOn = null, countedFrom = null } = standing;
    const lost = { ...undated, lostOccurrence: { nominalDueOn, dueOn, countedFrom } };
    const putBack = (commissionedOn: string, on: string) => only('spi-check', after(reconcile({ commissionedOn }, [lost], [], on), on)).map((deadline) => deadline.dueOn);

    it('leaves it undated, and brings the same check back with it, late or not', () => {
      expect([dueOn, undated.dueOn, undated.status]).toEqual(['2027-03-01', null, 'dateMissing']);
      expect(putBack('2022-03-01', '2027-01-10')).toEqual(['2027-03-01']);
      expect(putBack('2022-03-01', '2027-04-10')).toEqual(['2027-03-01']);
      expect(reconcile({}, [lost], [], '2027-04-10').filter(moves)).toEqual([]);
    });

    it('brings it back to the day that another date asks for, as if it had been corrected at once', () => {
      const corrected = (commissionedOn: string, on: string) => only('spi-check', after(reconcile({ commissionedOn }, [standing], [], on), on)).map((deadline) => deadline.dueOn);
      for (const [date, on, dueDate] of [['2022-03-15', '2027-04-10', '2027-03-15'], ['2020-01-01', '2027-01-10', '2025-01-02'], ['2019-06-12', '2027-01-10', '2029-06-12']] as const) {
        expect([putBack(date, on), corrected(date, on)]).toEqual([[dueDate], [dueDate]]);
      }
    });
  });

  describe('that is corrected while the check is overdue', () => {
    const onTime = { commissionedOn: '2019-06-12' };
    const standing = only('spi-check', after(reconcile(onTime, [], [], '2024-01-10'), '2024-01-10'));
    const moved = (commissionedOn: string | null, of = standing) => only('spi-check', after(reconcile({ commissionedOn }, of))).map(({ dueOn, countedFrom }) => [dueOn, countedFrom]);

    it('leaves the check overdue, on the day that the date asks for', () => {
      expect(standing).toMatchObject([{ dueOn: '2024-06-12' }]);
      expect(moved('2019-06-13')).toEqual([['2024-06-13', '2019-06-13']]);
      expect(moved('2018-11-20')).toEqual([['2023-11-20', '2018-11-20']]);
      expect(moved('2009-06-12')).toEqual([['2014-06-12', '2009-06-12']]);
    });

    it('stays where it is while the date is taken out, and when it is put back', () => {
      expect(reconcile({}, standing).filter(moves)).toEqual([]);
      expect(reconcile(onTime, standing).filter(moves)).toEqual([]);
      expect(moved('2019-06-13')).toEqual([['2024-06-13', '2019-06-13']]);
      const lapsed = after(reconcile({ ...onTime, deleted: true }, standing));
      expect(moved(null, lapsed)).toEqual([['2024-06-12', '2019-06-12']]);
      expect(reconcile(onTime, only('spi-check', after(reconcile({}, lapsed)))).filter(moves)).toEqual([]);
    });

    it('brings it to what lies ahead when it was not due yet', () => expect(moved('2022-03-01')).toEqual([['2027-03-01', '2022-03-01']]));

    it('leaves it owed when the plant had lapsed meanwhile', () => {
      const lapsed = after(reconcile({ ...onTime, deleted: true }, standing));
      expect(moved('2019-06-13', lapsed)).toEqual([['2024-06-13', '2019-06-13']]);
      const lapsedInTime = after(reconcile({ ...onTime, deleted: true }, standing, [], '2024-02-01'), '2024-02-01');
      expect(moved('2019-06-13', lapsedInTime)).toEqual([['2029-06-13', '2019-06-13']]);
    });

    it('makes a check overdue that was nearly due, and none that lay far ahead', () => {
      expect(moved('2021-11-10', only('spi-check', after(reconcile({ commissionedOn: '2021-11-30' }))))).toEqual([['2026-11-10', '2021-11-10']]);
      expect(moved('2013-06-03', only('spi-check', after(reconcile({ commissionedOn: '2020-01-01' }))))).toEqual([['2028-06-03', '2013-06-03']]);
    });
  });

  it('does not move an overdue check that is counted from the same date', () => {
    expect(reconcile(dated, after(reconcile(dated)), [], '2031-01-01')).toEqual([]);
  });

  it('says nothing once a check was done: the next one counts from that', () => {
    const completed = [{ obligationCode: 'spi-check', nominalDueOn: null, completedOn: '2025-05-12' }];
    const standing = only('spi-check', after(reconcile({}, [], completed)));
    expect(standing).toMatchObject([{ dueOn: '2030-05-13', nominalDueOn: '2030-05-12', countedFrom: '2025-05-12' }]);
    expect(reconcile(dated, standing, completed).filter(moves)).toEqual([]);
  });
});

it('opens the occurrence after a completed one, never the same again', () => {
  const completed = [{ obligationCode: 'licence-fee', nominalDueOn: '2026-12-16', completedOn: '2026-12-01' }];
  const without = all.filter(({ obligationCode }) => obligationCode !== 'licence-fee');
  expect(reconcile({}, without, completed)).toMatchObject([{ kind: 'open', due: { nominalDueOn: '2027-12-16' } }]);
});

it('counts from the last completed occurrence of each obligation', () => {
  const occurrence = (obligationCode: string, nominalDueOn: string | null, completedOn: string | null) => ({ obligationCode, nominalDueOn, dueOn: nominalDueOn, countedFrom: null, completedOn });
  const occurrences = [
    occurrence('spi-check', '2030-05-12', '2030-04-01'),
    occurrence('spi-check', null, '2025-05-12'),
    occurrence('licence-fee', '2026-12-16', '2026-12-01'),
    occurrence('licence-fee', '2027-12-16', null),
  ];
  expect(lastCompleted(occurrences).map(({ obligationCode, completedOn }) => [obligationCode, completedOn])).toEqual([
    ['spi-check', '2030-04-01'],
    ['licence-fee', '2026-12-01'],
  ]);
});

describe('a fact that changes', () => {
  const small = { capacityKw: '19' };
  const few = after(reconcile(small));
  const raise = (before: object | null, facts: object = {}, event: Cause['event'] = 'changed') =>
    reconcileObligations(pack, { ...plant, ...facts }, { standing: few, completed: [] }, today, { event, on: today, before: before && { ...plant, ...before } });

  it('is noted on what stays while other obligations open', () => {
    const notes = raise(small).filter((step) => step.kind === 'note');
    const note = { notedOn: today, changed: [{ field: 'capacityKw', from: '19', to: '998.5' }], opened: ['annual-consumption-declaration', 'licence-fee', 'fiscal-meter-calibration'], withdrawn: [] };
    expect(notes).toEqual(few.map((deadline) => ({ kind: 'note', deadline, note })));
  });

  it('is noted nowhere when it opens nothing, or nothing is known of before', () => {
    expect(raise(small, { capacityKw: '12' }).filter(({ kind }) => kind === 'note')).toEqual([]);
    expect(raise({ ...small, municipality: null }, { municipality: 'Siena' }, 'snapshot').map(({ kind }) => kind)).toEqual(Array(3).fill('open'));
    expect(raise(null).filter(({ kind }) => kind === 'note')).toEqual([]);
  });
});
