import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ObligationPack, PlantForObligations, type HolidayCalendar } from '@kairos/contracts';
import { parse } from 'yaml';
import { WorkflowTask, type TaskDefinition } from '../tasks/task.entity.ts';
import { catchUpIfReopened } from './apply-plant-facts.ts';
import type { ObligationFacts } from '../obligations/predicate.calc.ts';
import { RunningWorkflow } from './running-workflow.ts';
import { Workflow } from './workflow.entity.ts';

const calendar: HolidayCalendar = ObligationPack.shape.calendar.parse((parse(readFileSync(new URL('../../packs/italy/2026.2.yaml', import.meta.url), 'utf8')) as { calendar: unknown }).calendar);
const text = (en: string) => ({ en, it: en });
const definition: TaskDefinition = {
  title: text('task'), instructions: null, optional: false, milestone: false, appliesWhen: null, authority: null, practiceType: null, portal: null, credentials: [], durationDays: 10, durationIn: 'calendarDays',
  peremptory: null, documents: [], checklist: [], dataFields: [], suggestedRole: null, allowedRoles: [], completion: { requires: [], closesItself: false }, alertDays: [],
};
const peremptory = { days: 45, in: 'workingDays' as const, outcome: text('the quote lapses'), legalReference: null };

/** `request`, then `acceptance`, whose term of 45 working days is planned to run from 14 January to 18 March 2027. */
function practice(first: Partial<TaskDefinition> = {}, second: Partial<TaskDefinition> = { peremptory }) {
  const owner = { tenantId: randomUUID(), plantId: randomUUID() };
  const workflow = Workflow.start({ ...owner, userId: randomUUID() }, {
    plantId: owner.plantId, name: 'Connection', description: null, template: null, type: 'CUSTOM', purpose: 'Custom', category: 'Activation', startsOn: '2027-01-04', durationDays: null,
    stages: [{ code: 'one', title: text('one'), phase: null, durationDays: 10, parallel: false }], authorities: [], baseDocuments: [], alertDays: [], draft: false,
  });
  const open = (code: string, more: Partial<Parameters<typeof WorkflowTask.open>[0]>) => WorkflowTask.open({
    ...owner, workflowId: workflow.id, stageCode: 'one', code, position: 0, definition, priority: 'Medium', dependsOn: [], dates: { startsOn: '2027-01-04', dueOn: '2027-01-14' }, skipped: null, ...more,
  });
  const request = open('request', { definition: { ...definition, ...first } });
  const acceptance = open('acceptance', { definition: { ...definition, ...second }, dependsOn: [request.id], dates: { startsOn: '2027-01-14', dueOn: '2027-03-18' }, termEndsOn: '2027-03-18' });
  const tasks = [request, acceptance];
  const on = (today: string, plant: ObligationFacts | null = null) => new RunningWorkflow(workflow, tasks, { actorId: null, today, calendar, plant });
  return { workflow, request, acceptance, on };
}
const datesOf = ({ startedOn, startsOn, dueOn, termEndsOn }: WorkflowTask) => ({ startedOn, startsOn, dueOn, termEndsOn });

/** The same with the request done and the acceptance begun on 8 January, six days before it was planned. */
function begun() {
  const made = practice();
  made.on('2027-01-05').moveTask(made.request, 'In Progress', null);
  made.on('2027-01-05').complete(made.request, {});
  made.on('2027-01-08').moveTask(made.acceptance, 'In Progress', null);
  return { ...made, dates: { startedOn: '2027-01-08', startsOn: '2027-01-08', dueOn: '2027-03-12', termEndsOn: '2027-03-12' } };
}

describe('a peremptory term', () => {
  it('runs from the day the task begins, also when it was blocked before it began', () => {
    const { request, acceptance, on } = practice();
    on('2027-01-05').moveTask(acceptance, 'Blocked', 'no quote yet');
    on('2027-01-05').moveTask(request, 'In Progress', null);
    on('2027-01-05').complete(request, {});
    on('2027-01-08').moveTask(acceptance, 'In Progress', null);
    expect(datesOf(acceptance)).toEqual(begun().dates);
  });

  it('does not begin again when the task is put back, for which somebody says why', () => {
    const { acceptance, dates, on } = begun();
    expect(() => on('2027-02-01').moveTask(acceptance, 'To Start', null)).toThrow('Say why.');
    on('2027-02-01').moveTask(acceptance, 'To Start', 'begun by mistake');
    on('2027-02-10').moveTask(acceptance, 'In Progress', null);
    expect(datesOf(acceptance)).toEqual(dates);
    on('2027-02-11').moveTask(acceptance, 'Blocked', 'no signature');
    expect(() => on('2027-02-11').moveTask(acceptance, 'To Start', null)).toThrow('Say why.');
    expect(() => on('2027-02-11').reschedule(acceptance, '2027-03-15', 'more time')).toThrow('The term ends on 2027-03-12');
  });

  it('asks for no reason to put back a task that has not begun', () => {
    const { acceptance, on } = practice();
    on('2027-01-05').moveTask(acceptance, 'Blocked', 'no quote yet');
    on('2027-01-06').moveTask(acceptance, 'To Start', null);
    expect(acceptance.state).toBe('To Start');
  });

  it('stays where it is while the task is blocked, whatever happens to what it depends on', () => {
    const { request, acceptance, dates, on } = begun();
    on('2027-01-11').moveTask(acceptance, 'Blocked', 'no signature');
    on('2027-01-11').moveTask(request, 'In Progress', 'sent to the wrong office');
    on('2027-01-11').reschedule(request, '2027-02-20', 'a new request');
    expect(datesOf(acceptance)).toEqual(dates);
    on('2027-01-12').reschedule(acceptance, '2027-01-07', 'at once');
    expect(acceptance.termEndsOn).toBe(dates.termEndsOn);
    on('2027-01-12').complete(request, {});
    on('2027-01-13').moveTask(acceptance, 'In Progress', null);
    expect(datesOf(acceptance)).toMatchObject({ startedOn: '2027-01-08', dueOn: '2027-01-07', termEndsOn: '2027-03-12' });
  });
});

describe('a task that closes itself once something is true of the plant', () => {
  const plant: ObligationFacts = PlantForObligations.parse({ capacityKw: '40', type: 'Wind' });
  const above = (value: string) => ({ field: 'capacityKw', op: 'above', value }) as const;
  const itself: Partial<TaskDefinition> = { completion: { requires: [], when: { plant: above('20'), captured: [] }, closesItself: true } };

  it('does so when what it waited for is skipped', () => {
    const { request, acceptance, workflow, on } = practice({ optional: true }, itself);
    on('2027-01-05', plant).moveTask(request, 'Skipped', 'not needed here');
    expect([request.state, acceptance.state, workflow.status]).toEqual(['Skipped', 'Completed', 'Completed']);
  });

  it('does so when an authority that held it up goes on, and not before', () => {
    const { request, on } = practice(itself);
    on('2027-01-05').moveTask(request, 'In Progress', null);
    on('2027-01-06').suspend(request, '2027-01-06', 'papers are missing');
    on('2027-01-08', plant).closeWhatCameTrue();
    expect(request.state).toBe('In Progress');
    on('2027-01-09', plant).resume(request, '2027-01-09', null);
    expect([request.state, request.suspendedDays, request.completedOn]).toEqual(['Completed', 3, '2027-01-09']);
  });

  it('does so in a workflow that is opened again, where it applies by now; what somebody opened stays open', () => {
    const { request, acceptance, workflow, on } = practice(itself, { ...itself, appliesWhen: above('30') });
    acceptance.dependsOn = [];
    acceptance.moveTo('Skipped', 'too small', { skipped: { by: 'condition', why: null, unmet: [] } });
    on('2027-01-05', plant).closeWhatCameTrue();
    expect([request.state, workflow.status]).toEqual(['Completed', 'Completed']);
    const again = on('2027-01-07', plant);
    again.moveTask(request, 'In Progress', 'the wrong plant');
    catchUpIfReopened(again);
    expect([request.state, acceptance.state, workflow.status]).toEqual(['In Progress', 'Completed', 'Active']);
  });
});
