import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { maintenanceStatuses, maintenanceTransitions, RecordMaintenanceBody } from '@kairos/contracts';
import { recordedOn } from '@kairos/event-bus';
import { Maintenance } from './maintenance.entity.ts';

const today = '2026-05-10';
const recorded = (facts: Partial<RecordMaintenanceBody> = {}) =>
  Maintenance.record(RecordMaintenanceBody.parse({ title: 'Pulizia moduli', type: 'Ordinary', plannedOn: '2026-05-01', ...facts }), randomUUID(), randomUUID(), today);
const inStatus = (status: (typeof maintenanceStatuses)[number]) => recorded({ status, ...(status === 'Completed' ? { doneOn: '2026-05-02' } : {}) });

describe('maintenance', () => {
  it.each(maintenanceStatuses.flatMap((from) => maintenanceStatuses.map((to) => [from, to] as const)))('from %s to %s goes as the table says, and a refusal names what is allowed', (from, to) => {
    const maintenance = inStatus(from);
    const change = () => maintenance.changeStatus({ status: to, ...(to === 'Completed' ? { doneOn: today } : {}) }, today);
    if (maintenanceTransitions[from].includes(to)) {
      change();
      expect(recordedOn(maintenance).at(-1)?.data).toMatchObject({ status: to, previousStatus: from });
    } else expect(change).toThrow(`Allowed: ${maintenanceTransitions[from].join(', ') || 'none'}`);
  });

  it.each<[string, Partial<RecordMaintenanceBody>, string]>([
    ['is planned for no day', { plannedOn: null }, 'maintenance-date-missing'],
    ['was completed on no day', { status: 'Completed' }, 'maintenance-date-missing'],
    ['was done and is only planned', { doneOn: '2026-05-01' }, 'maintenance-dates-disagree'],
    ['was done tomorrow', { status: 'Completed', doneOn: '2026-05-11' }, 'maintenance-dates-disagree'],
    ['is due again before it was done', { status: 'Completed', doneOn: '2026-05-02', nextOn: '2026-05-02' }, 'maintenance-dates-disagree'],
  ])('is refused that %s', (_what, facts, code) => {
    expect(() => recorded(facts)).toThrow(expect.objectContaining({ code }));
  });

  it('is completed with what is known only then', () => {
    const maintenance = recorded({ estimatedCostEur: '850' });
    maintenance.changeStatus({ status: 'Completed', doneOn: '2026-05-09', actualCostEur: '912.40', manHours: '6.5', nextOn: '2027-05-01' }, today);
    expect(maintenance.state()).toMatchObject({ status: 'Completed', doneOn: '2026-05-09', estimatedCostEur: '850', actualCostEur: '912.4', manHours: '6.5', nextOn: '2027-05-01' });
  });

  it('names the fields an update changed, and takes a padded amount for the same', () => {
    const maintenance = recorded({ estimatedCostEur: '850' });
    maintenance.estimatedCostEur = '850.00';
    expect(maintenance.update({ estimatedCostEur: '850', executor: null }, today)).toEqual([]);
    expect(maintenance.update({ estimatedCostEur: '900.5', title: 'Altro' }, today)).toEqual(['estimatedCostEur', 'title']);
  });
});
