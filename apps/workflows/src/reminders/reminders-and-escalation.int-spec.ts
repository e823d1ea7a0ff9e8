import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { effectiveSettings, NotificationMailDue, type DeadlinePage, type EventData, type NotificationPage, type TaskList, type TaskView, type TeamView, type WorkflowDetail } from '@kairos/contracts';
import type { UpkeepJob } from '@kairos/service-kit';
import { runAsTenant } from '@kairos/tenancy';
import { tellTerms, type Caller } from '@kairos/testing';
import { PlantHistory } from '../test/plant-event.builder.ts';
import { WorkflowsUnderTest } from '../test/workflows-under-test.ts';
import { AlertOfCompliance } from './alert-of-compliance.job.ts';
import { DueTasksQueries } from './due-tasks.queries.ts';
import { EscalateWhatIsOverdue } from './escalate-what-is-overdue.job.ts';
import { MailNotifications } from '../notification-mail/mail-notifications.job.ts';
import { RemindOfTasks } from './remind-of-tasks.job.ts';

const path = '/api/v1/workflows/workflows';
const rights = ['workflows.*', 'documents.*'] as const;
let workflows: WorkflowsUnderTest;
let manager: Caller;
let admin: Caller;
let operator: Caller;
let plant: PlantHistory;

beforeAll(async () => {
  workflows = await WorkflowsUnderTest.start();
}, 60_000);
afterAll(() => workflows?.stop());
beforeEach(async () => {
  workflows.today = '2027-01-04';
  operator = await join('kronos/Operator');
  [manager, admin] = [await join('kronos/Asset Manager', operator.tenantId), await join('kronos/Admin', operator.tenantId)];
});

const join = async (role: string, tenantId: string = randomUUID(), plants: string[] | 'all' = 'all') => {
  const caller = await workflows.service.signIn([...rights], { tenantId, rowScope: { plants } });
  await workflows.service.database.admin.query('update workflows.membership_access set roles = $2 where user_id = $1', [caller.userId, [role]]);
  return caller;
};
const plants = async (count: number, facts: object = {}) => {
  const made = Array.from({ length: count }, (_, at) => new PlantHistory(operator.tenantId, { name: `Valle ${at}`, ...facts }));
  await workflows.hear(...made.flatMap(({ events }) => events));
  return made as [PlantHistory, ...PlantHistory[]];
};
const tend = (job: new (...parts: never[]) => UpkeepJob, today: string) => {
  workflows.today = today;
  return runAsTenant(workflows.service.em, operator.tenantId, () => workflows.service.running.app.get(job, { strict: false }).tend(new AbortController().signal), { upkeep: true });
};
const list = async (caller: Caller) => ((await caller.api.get('/api/v1/workflows/notifications?limit=200').expect(200)).body as NotificationPage).items;
const told = async (caller: Caller) => (await list(caller)).map(({ template, title }) => `${template}: ${title.en}`).sort();

describe('tasks', () => {
  const start = async () => (await operator.api.post(path, { plantId: plant.plantId, templateId: 'simplified-connection' }).expect(201)).body as WorkflowDetail;
  const tasks = async ({ id }: WorkflowDetail) => ((await operator.api.get(`${path}/${id}/tasks`).expect(200)).body as TaskList).items;
  const command = async (of: TaskView, verb: string, body: object) => (await operator.api.post(`${path}/${of.workflowId}/tasks/${of.id}/${verb}`, body).set('if-match', `"${of.version}"`).expect(200)).body as TaskView;
  let request: TaskView;

  beforeEach(async () => {
    [plant] = await plants(1, { name: 'Colle', type: 'Photovoltaic', status: 'In Authorization', capacityKw: '40' });
    // It falls due on 7 January; the others later.
    [request] = (await tasks(await start())) as [TaskView];
  });

  it('remind who they are given to, and without anybody who started the workflow, once at each step until they are done', async () => {
    await tend(RemindOfTasks, '2027-01-06');
    await Promise.all([tend(RemindOfTasks, '2027-01-06'), tend(RemindOfTasks, '2027-01-06')]);
    const first = (await list(operator)).filter(({ subject }) => subject?.id === request.id);
    expect(first.map(({ template, priority, title }) => [template, priority, title.en])).toEqual([['task_deadline_urgent', 'high', `Due tomorrow: ${request.title.en}, Colle`]]);
    expect((await operator.api.get(first[0]?.link ?? '').expect(200)).body).toMatchObject({ id: request.id });
    expect(await told(manager)).toEqual([]);
    request = await command(request, 'assign', { assignee: { kind: 'role', role: 'kronos/Asset Manager' } });
    await tend(RemindOfTasks, '2027-01-08');
    const reminders = async () => (await list(manager)).filter(({ template }) => template !== 'task_assigned').map(({ template, subject }) => [template, subject?.id]);
    expect(await reminders()).toEqual([['deadline_overdue', request.id]]);
    request = await command(request, 'status', { status: 'In Progress' });
    await workflows.handIn(request, operator);
    await command(request, 'complete', { data: { 'connection-request-code': 'RC-4711', 'requested-on': '2027-01-04', 'requested-power-kw': '40' } });
    await tend(RemindOfTasks, '2027-01-14');
    expect(await reminders()).toHaveLength(1);
  });

  it('remind the members of the team they are given to, and the delegate of who is away, for as long as they are', async () => {
    const [mate, delegate] = [await join('kronos/Operator', operator.tenantId), await join('kronos/Operator', operator.tenantId)];
    const teams = '/api/v1/workflows/teams';
    const { body } = await operator.api.post(teams, { name: 'Field', memberUserIds: [manager.userId, mate.userId] }).expect(201);
    request = await command(request, 'assign', { assignee: { kind: 'team', team: 'Field' } });
    await mate.api.post('/api/v1/workflows/absences', { delegateUserId: delegate.userId, fromOn: '2027-01-04', toOn: '2027-01-08' }).expect(201);
    const reminders = async (caller: Caller) => (await list(caller)).filter(({ template, subject }) => template !== 'task_assigned' && subject?.id === request.id).map(({ template, insteadOf }) => [template, insteadOf]);
    await tend(RemindOfTasks, '2027-01-06');
    await tend(RemindOfTasks, '2027-01-08');
    const both = [['deadline_overdue', null], ['task_deadline_urgent', null]];
    expect([await reminders(manager), await reminders(mate), await reminders(delegate), await reminders(operator)]).toEqual([both, both, both.map(([template]) => [template, mate.userId]), []]);
    await tend(MailNotifications, '2027-01-08');
    const mails = (await workflows.service.outbox(NotificationMailDue.type)).map(({ data }) => data as EventData<typeof NotificationMailDue>).filter(({ userId }) => userId === delegate.userId);
    expect(mails.map(({ insteadOf }) => insteadOf)).toEqual([[mate.userId]]);
    expect(mails[0]?.paragraphs.map(({ it: text }) => text)).toContainEqual(expect.stringMatching(new RegExp(`^${request.title.it} di Colle era in scadenza .* Lo ricevi perché fai le veci di {user:${mate.userId}}\\.$`)));
    await operator.api.patch(`${teams}/${(body as TeamView).id}`, { memberUserIds: [mate.userId] }).set('if-match', '"1"').expect(200);
    await tend(RemindOfTasks, '2027-01-14');
    expect([(await reminders(manager)).length, (await reminders(mate)).length, (await reminders(delegate)).length]).toEqual([2, 3, 2]);
    await operator.api.delete(`${teams}/${(body as TeamView).id}`).set('if-match', '"2"').expect(204);
    await tend(RemindOfTasks, '2027-02-10');
    expect([(await reminders(mate)).length, await reminders(operator)]).toEqual([3, [['deadline_overdue', null]]]);
  });

  it('of which nobody can be told are looked at once a step, and told of at the next one to whoever does them by then', async () => {
    request = await command(request, 'assign', { assignee: { kind: 'role', role: 'kronos/Nobody' } });
    const steps = (today: string) => runAsTenant(workflows.service.em, operator.tenantId, () => workflows.service.running.app.get(DueTasksQueries, { strict: false }).steps(today));
    expect(await steps('2027-01-06')).toContain(1);
    await tend(RemindOfTasks, '2027-01-06');
    expect(await steps('2027-01-06')).toEqual([]);
    await command(request, 'assign', { assignee: { kind: 'role', role: 'kronos/Asset Manager' } });
    await tend(RemindOfTasks, '2027-01-08');
    expect((await list(manager)).filter(({ template }) => template !== 'task_assigned').map(({ template }) => template)).toEqual(['deadline_overdue']);
  });

  it('of high priority go up the ladder while they are overdue', async () => {
    await workflows.service.database.admin.query(`update workflows.workflow_task set priority = case when id = $1 then 'High' else 'Low' end where plant_id = $2`, [request.id, plant.plantId]);
    const own = async (caller: Caller) => (await list(caller)).filter(({ subject }) => subject?.id === request.id).map(({ title }) => title.en);
    await tend(EscalateWhatIsOverdue, '2027-01-09');
    expect(await own(manager)).toEqual([]);
    await tend(EscalateWhatIsOverdue, '2027-01-10');
    expect(await own(manager)).toEqual([`Nobody has acted: ${request.title.en}, Colle`]);
    await tend(EscalateWhatIsOverdue, '2027-06-01');
    expect([(await own(manager)).length, (await own(admin)).length, (await own(operator)).length]).toEqual([1, 1, 0]);
    expect((await list(admin)).some(({ subject }) => subject?.kind === 'task' && subject.id !== request.id)).toBe(false);
  });
});

describe('overdue deadlines', () => {
  const fee = async () => ((await operator.api.get(`/api/v1/workflows/deadlines?obligation=licence-fee&status=open&plantId=${plant.plantId}`).expect(200)).body as DeadlinePage).items[0];
  const escalate = async (...days: string[]) => {
    for (const today of days) await Promise.all([tend(EscalateWhatIsOverdue, today), tend(EscalateWhatIsOverdue, today)]);
  };

  beforeEach(async () => {
    workflows.today = '2026-12-01';
    [plant] = await plants(1, { name: 'Colle', commissionedOn: '2024-05-01' });
    await workflows.service.database.admin.query(`delete from workflows.deadline where tenant_id = $1 and obligation_code <> 'licence-fee'`, [operator.tenantId]);
  });

  it('go to the asset managers after three days and to the admins after six, once each', async () => {
    const [owner] = [await join('kronos/Asset Manager', operator.tenantId, [randomUUID()])];
    await escalate('2026-12-16', '2026-12-18');
    expect([await told(manager), await told(admin)]).toEqual([[], []]);
    await escalate('2026-12-19', '2026-12-20', '2026-12-21');
    expect([await told(manager), await told(admin)]).toEqual([['escalated: Nobody has acted: Annual licence fee of the electric workshop, Colle'], []]);
    await escalate('2026-12-22', '2026-12-30', '2027-02-01');
    expect([(await told(manager)).length, (await told(admin)).length, await told(operator), await told(owner)]).toEqual([1, 1, [], []]);
    expect((await list(manager))[0]).toMatchObject({ priority: 'high', subject: { kind: 'deadline', id: (await fee())?.id } });
  });

  it('go nowhere once they are done, nor in a tenant that wants no ladder, and as fast as a tenant says', async () => {
    const settle = (own: object) => tellTerms(workflows.service.database, 'workflows', operator.tenantId, { settings: effectiveSettings({}, own) });
    await settle({ escalationAfterDays: 0 });
    await escalate('2027-03-01');
    await settle({ escalationAfterDays: 1, escalationRoles: ['kronos/Operator', 'kronos/Asset Manager'] });
    await escalate('2026-12-17');
    expect([(await told(operator)).length, (await told(manager)).length, (await told(admin)).length]).toEqual([1, 0, 0]);
    const open = await fee();
    await operator.api.post(`/api/v1/workflows/deadlines/${open?.id}/complete`, { completedOn: '2026-12-17' }).set('if-match', `"${open?.version}"`).expect(200);
    await escalate('2026-12-19');
    expect([(await told(operator)).length, (await told(manager)).length]).toEqual([1, 0]);
  });

  it('are one for whoever would be told of more than five', async () => {
    await plants(6, { commissionedOn: '2024-05-01' });
    await workflows.service.database.admin.query(`delete from workflows.deadline where tenant_id = $1 and obligation_code <> 'licence-fee'`, [operator.tenantId]);
    await escalate('2026-12-19');
    expect(await told(manager)).toEqual(['many_due: 7 due 3 days ago: deadlines nobody has acted on']);
    expect((await list(manager))[0]?.body).toMatchObject({ en: expect.stringContaining(': 7 × Annual licence fee of the electric workshop.'), it: expect.stringContaining(": 7 × Diritto annuale di licenza dell'officina elettrica.") });
    expect(((await manager.api.get((await list(manager))[0]?.link ?? '').expect(200)).body as DeadlinePage).items).toHaveLength(7);
  });
});

describe('compliance in danger', () => {
  it('is told once to who sees it, and again after it was well', async () => {
    [plant] = await plants(1, { name: 'Colle', commissionedOn: '2024-05-01' });
    const elsewhere = await join('kronos/Operator', operator.tenantId, [randomUUID()]);
    for (const today of ['2027-01-05', '2027-01-06']) await tend(AlertOfCompliance, today);
    const [alert, ...others] = await list(manager);
    expect([others, alert, await told(elsewhere)]).toEqual([[], expect.objectContaining({ template: 'compliance_alert', type: 'alert', priority: 'high', plantId: plant.plantId, subject: { kind: 'plant', id: plant.plantId } }), []]);
    expect(alert?.body.en).toMatch(/^The compliance of Colle stands at \d+ %; overdue deadlines: \d+\.$/);
    const { body } = await manager.api.get(alert?.link ?? '').expect(200);
    for (const { code, version, scored } of (body as { items: { code: string; version: number; scored: boolean }[] }).items) {
      if (scored) await manager.api.put(`/api/v1/workflows/plants/${plant.plantId}/compliance/${code}`, { state: 'done', doneOn: '2027-01-06', reason: 'seen' }).set('if-match', `"${version}"`).expect(200);
    }
    await workflows.service.database.admin.query(`update workflows.deadline set status = 'open', due_on = '2028-01-01' where plant_id = $1 and due_on < '2027-01-07'`, [plant.plantId]);
    await tend(AlertOfCompliance, '2027-01-07');
    expect(await list(manager)).toHaveLength(1);
    await workflows.service.database.admin.query('delete from workflows.compliance_entry where plant_id = $1', [plant.plantId]);
    await tend(AlertOfCompliance, '2027-01-08');
    expect((await told(manager)).map((each) => each.split(':')[0])).toEqual(['compliance_alert', 'compliance_alert']);
  });

  it('of many plants at once is one', async () => {
    await plants(6, { commissionedOn: '2024-05-01' });
    await tend(AlertOfCompliance, '2027-01-05');
    expect(await told(manager)).toEqual(['many_below_compliance: Compliance in danger: 6 plants']);
    await manager.api.get((await list(manager))[0]?.link ?? '').expect(200);
  });
});
