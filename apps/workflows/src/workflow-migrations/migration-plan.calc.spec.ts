import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { WorkflowTemplate, type MigrationPreview } from '@kairos/contracts';
import { ObligationPackRepository } from '../obligations/obligation-pack.repository.ts';
import type { ObligationFacts } from '../obligations/predicate.calc.ts';
import { WorkflowTask } from '../tasks/task.entity.ts';
import { dated, tasksFromTemplate } from '../workflows/plan-from-template.calc.ts';
import { followFacts } from '../workflows/apply-plant-facts.ts';
import { RunningWorkflow } from '../workflows/running-workflow.ts';
import { stagesOf, Workflow } from '../workflows/workflow.entity.ts';
import { carryOut, rehearsed } from './apply-moves.ts';
import { planMigration } from './migration-plan.calc.ts';
import { previewOf } from './migration-preview.calc.ts';

const { calendar } = new ObligationPackRepository().governing();
const plant: ObligationFacts = {
  status: 'In Authorization', type: 'Photovoltaic', capacityKw: '19', commissionedOn: null, municipality: null, province: null, protectedArea: false,
  incentivesTotalEur: null, incentivesPerYearEur: null, incentivesBasis: 'total', customsLicenceActive: null,
};
const text = (en: string) => ({ en, it: en });
const above20 = { field: 'capacityKw', op: 'above', value: '20' };
const task = (code: string, more: object = {}) => ({ code, title: text(code), durationDays: 10, ...more });
const stage = (code: string, tasks: object[], more: object = {}) => ({ code, title: text(code), durationDays: 10, tasks, ...more });
const template = (version: number, stages: object[], more: object = {}) =>
  WorkflowTemplate.parse({ id: 'practice', version, title: text('practice'), description: text('practice'), purpose: 'Specific Process', type: 'CUSTOM', category: 'Compliance', durationDays: 30, stages, ...more });

/** Begun on 1 March: `first` and `second` one after the other, `last` in a stage of its own. */
const from = template(1, [stage('work', [task('first'), task('second', { dependsOn: ['first'] })]), stage('end', [task('last')])]);

function begun(of = from) {
  const ids = { tenantId: randomUUID(), plantId: randomUUID() };
  const workflow = Workflow.start({ ...ids, userId: randomUUID() }, {
    plantId: ids.plantId, name: 'Practice', description: null, template: { id: of.id, version: 1 }, type: of.type, purpose: of.purpose, category: of.category, startsOn: '2027-03-01', durationDays: 30, stages: stagesOf(of),
    authorities: [], baseDocuments: [], alertDays: [], draft: false,
  });
  const tasks = dated(tasksFromTemplate(of, plant), workflow.stages, '2027-03-01', calendar).map((each) => WorkflowTask.open({ ...each, ...ids, workflowId: workflow.id }));
  const running = { workflow, tasks, today: '2027-03-03', calendar };
  const named = (code: string) => tasks.find((each) => each.code === code) as WorkflowTask;
  const preview = (to: WorkflowTemplate, of = plant): MigrationPreview => previewOf(running, planMigration(running, { from, to }, of), { id: 'practice', version: 2 });
  const fates = (to: WorkflowTemplate, of = plant) => preview(to, of).tasks.map(({ code, fate, state, dueOn }) => [code, fate, state.after, dueOn.after]);
  return { workflow, tasks, running, named, preview, fates };
}

describe('a migration', () => {
  it('to the same text keeps everything where it is', () => {
    const { fates, preview } = begun();
    expect(fates(template(2, from.stages))).toEqual([['first', 'kept', 'To Start', '2027-03-11'], ['second', 'kept', 'To Start', '2027-03-21'], ['last', 'kept', 'To Start', '2027-03-31']]);
    expect(preview(template(2, from.stages))).toMatchObject({ from: { version: 1 }, to: { version: 2 }, dueOn: { before: '2027-03-31', after: '2027-03-31' } });
  });

  it('lays out what lasts otherwise, and moves what comes after it', () => {
    const { fates, preview } = begun();
    const to = template(2, [stage('work', [task('first', { durationDays: 12 }), task('second', { dependsOn: ['first'] })]), stage('end', [task('last')])]);
    expect(fates(to)).toEqual([['first', 'changed', 'To Start', '2027-03-13'], ['second', 'kept', 'To Start', '2027-03-23'], ['last', 'kept', 'To Start', '2027-04-02']]);
    expect(preview(to).tasks[0]).toMatchObject({ changedFields: ['durationDays'], dueOn: { before: '2027-03-11', after: '2027-03-13' } });
  });

  it('opens what is new from today at the earliest, and skips what is gone', () => {
    const { fates } = begun();
    const to = template(2, [stage('work', [task('first'), task('inspect', { durationDays: 4 })]), stage('end', [task('last', { dependsOn: ['inspect'] })])]);
    expect(fates(to)).toEqual([['first', 'kept', 'To Start', '2027-03-11'], ['inspect', 'new', 'To Start', '2027-03-07'], ['second', 'gone', 'Skipped', '2027-03-21'], ['last', 'changed', 'To Start', '2027-03-21']]);
  });

  it('leaves what is completed as it is, also where the version says otherwise or has it no more', () => {
    const { named, preview } = begun();
    for (const code of ['first', 'second']) {
      named(code).moveTo('In Progress', null, { startedOn: '2027-03-01' });
      named(code).data = { protocol: 'A1' };
      named(code).complete({ on: '2027-03-02', by: null, note: null });
    }
    const after = preview(template(2, [stage('work', [task('first', { durationDays: 99, appliesWhen: above20 })]), stage('end', [task('last')])]));
    expect(after.tasks.map(({ code, fate, state, changedFields, droppedValues }) => [code, fate, state.after, changedFields, droppedValues])).toEqual([['first', 'kept', 'Completed', [], []], ['second', 'gone', 'Completed', [], []], ['last', 'kept', 'To Start', [], []]]);
  });

  it('asks the conditions of the version of the plant as it is now', () => {
    const to = template(2, [stage('work', [task('first', { appliesWhen: above20 }), task('second', { appliesWhen: above20 })]), stage('end', [task('last')])]);
    expect(begun().fates(to).map(([, , state]) => state)).toEqual(['Skipped', 'Skipped', 'To Start']);
    expect(begun().preview(to).tasks[0]).toMatchObject({ skipped: { by: 'condition', unmet: ['capacityKw 19 is not above 20'] } });
    expect(begun().fates(to, { ...plant, capacityKw: '25' }).map(([, , state]) => state)).toEqual(['To Start', 'To Start', 'To Start']);
  });

  it('leaves out what somebody left out while it may be, and opens what came back', () => {
    const { named, fates } = begun();
    named('first').moveTo('Skipped', 'not here', { skipped: { by: 'choice', why: null, unmet: [] } });
    named('second').moveTo('Skipped', 'gone', { skipped: { by: 'migration', why: null, unmet: [] } });
    const to = (optional: boolean) => template(2, [stage('work', [task('first', { optional }), task('second')]), stage('end', [task('last')])]);
    expect(fates(to(true)).map(([code, , state, dueOn]) => [code, state, dueOn])).toEqual([['first', 'Skipped', '2027-03-11'], ['second', 'To Start', '2027-03-13'], ['last', 'To Start', '2027-03-23']]);
    expect(fates(to(false)).map(([, , state]) => state)).toEqual(['To Start', 'To Start', 'To Start']);
  });

  it('keeps a stage that still holds a task, where it stood, and tasks added by hand', () => {
    const { running, tasks, workflow, preview } = begun();
    const own = WorkflowTask.open({ tenantId: workflow.tenantId, plantId: workflow.plantId, workflowId: workflow.id, stageCode: 'work', code: 'task-4', position: 3, definition: (tasks[0] as WorkflowTask).definition, priority: 'Low', dependsOn: [], dates: { startsOn: '2027-03-02', dueOn: '2027-03-05' }, skipped: null });
    running.tasks.push(own);
    const after = preview(template(2, [stage('before', [task('prepare')]), stage('end', [task('last')])]));
    expect(after.stages).toEqual(['work', 'before', 'end']);
    expect(after.tasks.map(({ code, fate }) => [code, fate])).toEqual([['first', 'gone'], ['second', 'gone'], ['task-4', 'ownTask'], ['prepare', 'new'], ['last', 'kept']]);
  });

  it('keeps what somebody chose: a date that was moved, a priority, a value whose field is still there', () => {
    const form = [{ code: 'protocol', title: text('protocol'), type: 'text' }, { code: 'sent-on', title: text('sent'), type: 'date' }];
    const old = template(1, [stage('work', [task('first', { dataFields: form })])]);
    const { named, running } = begun(old);
    Object.assign(named('first'), { priority: 'High', data: { protocol: 'A1', 'sent-on': '2027-03-01' }, dueOn: '2027-03-20' });
    const to = template(2, [stage('work', [task('first', { priority: 'Low', dataFields: [form[0] as object, { code: 'sent-on', title: text('sent'), type: 'boolean' }] })])]);
    const [move] = planMigration(running, { from: old, to }, plant).moves;
    expect(move).toMatchObject({ priority: 'High', dueOn: '2027-03-20', changedFields: ['dataFields'], droppedValues: ['sent-on'] });
  });

  it('counts a term that is another one now from the day the task began', () => {
    const term = (days: number) => task('first', { peremptory: { days, in: 'calendarDays', outcome: text('lapses') } });
    const old = template(1, [stage('work', [term(10)])]);
    const { named, running } = begun(old);
    Object.assign(named('first'), { state: 'In Progress', startedOn: '2027-03-02', dueOn: '2027-03-15', termEndsOn: '2027-03-15', suspendedDays: 3 });
    const [same] = planMigration(running, { from: old, to: template(2, [stage('work', [term(10)])]) }, plant).moves;
    expect(same).toMatchObject({ dueOn: '2027-03-15', termEndsOn: '2027-03-15' });
    const [longer] = planMigration(running, { from: old, to: template(2, [stage('work', [term(20)])]) }, plant).moves;
    expect(longer).toMatchObject({ dueOn: '2027-03-25', termEndsOn: '2027-03-25' });
  });

  it('completes a workflow of which nothing is left to do', () => {
    const { named, preview } = begun();
    named('first').moveTo('In Progress', null, { startedOn: '2027-03-01' });
    named('first').complete({ on: '2027-03-02', by: null, note: null });
    expect(preview(template(2, [stage('work', [task('first')])]))).toMatchObject({ workflowStatus: { before: 'Active', after: 'Completed' }, dueOn: { before: '2027-03-31', after: '2027-03-11' } });
  });

  it('has another digest when a task, the plant or the day is another', () => {
    const { named, preview, running } = begun();
    const to = template(2, [stage('work', [task('first', { appliesWhen: above20 }), task('second'), task('third')]), stage('end', [task('last')])]);
    const digest = () => preview(to).digest;
    const first = digest();
    expect(digest()).toBe(first);
    expect(preview(to, { ...plant, capacityKw: '30' }).digest).not.toBe(first);
    running.today = '2027-03-04';
    expect(digest()).not.toBe(first);
    running.today = '2027-03-03';
    named('last').version = 2;
    expect(digest()).not.toBe(first);
  });
});

describe('a migration that is carried out', () => {
  const migrate = (made: ReturnType<typeof begun>, to: WorkflowTemplate, of = plant) => {
    const running = new RunningWorkflow(made.workflow, made.tasks, { actorId: null, today: made.running.today, calendar, plant: of, unmetDocuments: new Map(made.tasks.map(({ id }) => [id, []])) });
    const plan = planMigration(running, { from, to }, of);
    const before = JSON.stringify([made.workflow, made.tasks]);
    const shown = previewOf(running, { ...plan, moves: rehearsed(running, plan) }, { id: 'practice', version: 2 });
    expect(JSON.stringify([made.workflow, made.tasks])).toBe(before);
    made.workflow.stages = plan.stages;
    carryOut(running, plan.moves, 'migrated');
    const after = plan.moves.map(({ id }) => running.task(id));
    expect([made.workflow.status, after.map(({ state, startsOn, dueOn }) => [state, startsOn, dueOn])]).toEqual([shown.workflowStatus.after, shown.tasks.map(({ state, startsOn, dueOn }) => [state.after, startsOn.after, dueOn.after])]);
    return { running, shown };
  };
  const term = { peremptory: { days: 10, in: 'calendarDays', outcome: text('lapses') } };

  it.each([['the same', 10, '2027-03-22'], ['another', 20, '2027-04-01']])('keeps the days a task was held up that no longer applies, whose term is %s', (_term, days, end) => {
    const made = begun(template(1, [stage('work', [task('first', term), task('second', { dependsOn: ['first'] })]), stage('end', [task('last')])]));
    const first = made.named('first');
    Object.assign(first, { state: 'In Progress', startedOn: '2027-03-02', startsOn: '2027-03-02', dueOn: '2027-03-12', termEndsOn: '2027-03-12', suspendedOn: '2027-03-03' });
    made.running.today = '2027-03-13';
    const to = template(2, [stage('work', [task('first', { peremptory: { ...term.peremptory, days }, appliesWhen: above20 }), task('second', { dependsOn: ['first'] })]), stage('end', [task('last')])]);
    const { running } = migrate(made, to);
    expect(first).toMatchObject({ state: 'Skipped', suspendedOn: null, suspendedDays: 10, dueOn: end, termEndsOn: end });
    expect(running.changes.map(({ kind }) => kind)).toEqual(['task.resumed']);
    followFacts(running, { ...plant, capacityKw: '25' });
    expect(first).toMatchObject({ state: 'To Start', termEndsOn: end });
  });

  it('closes, as previewed, what asks for nothing but facts that are true, one after the other', () => {
    const itself = { completion: { requires: [], when: { plant: { field: 'capacityKw', op: 'atMost', value: '20' } }, closesItself: true } };
    const made = begun();
    const { shown } = migrate(made, template(2, [stage('work', [task('first', itself), task('second', { dependsOn: ['first'] }), task('third', { ...itself, dependsOn: ['first'] })]), stage('end', [task('last', itself)])]));
    expect(shown.tasks.map(({ code, state }) => [code, state.after])).toEqual([['first', 'Completed'], ['second', 'To Start'], ['third', 'Completed'], ['last', 'To Start']]);
    expect(migrate(begun(), template(2, [stage('end', [task('last', itself)])])).shown).toMatchObject({ workflowStatus: { before: 'Active', after: 'Completed' } });
  });

  it('closes nothing of which it does not know whether the documents it asks for now are there', () => {
    const itself = { completion: { requires: [], when: { plant: { field: 'capacityKw', op: 'atMost', value: '20' } }, closesItself: true } };
    const documents = [{ code: 'report', title: text('report'), category: 'Technical', required: true, maxAgeDays: null }];
    const { shown } = migrate(begun(), template(2, [stage('work', [task('first', { ...itself, documents }), task('second', { dependsOn: ['first'] })]), stage('end', [task('last')])]));
    expect(shown.tasks[0]?.state.after).toBe('To Start');
  });
});
