import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AbsenceList, AbsenceView, ComplianceMatrix, DeadlinePage, DocumentPage, TaskList, TaskPage, TaskView, TeamList, TeamView, TimelinePage, WorkflowDetail, WorkflowPage, WorkflowsDashboard } from '@kairos/contracts';
import { uncoveredRoutes, type Caller } from '@kairos/testing';
import { PlantHistory } from '../test/plant-event.builder.ts';
import { WorkflowsUnderTest } from '../test/workflows-under-test.ts';

const api = '/api/v1/workflows';
const rights = ['workflows.workflow.read', 'workflows.workflow.write', 'workflows.deadline.read', 'workflows.compliance.read', 'documents.document.read', 'documents.document.write'] as const;
let workflows: WorkflowsUnderTest;
let manager: Caller;
let colleague: Caller;
let plants: PlantHistory[];

beforeAll(async () => {
  workflows = await WorkflowsUnderTest.start();
}, 60_000);
afterAll(() => workflows.stop());
beforeEach(async () => {
  workflows.today = '2027-01-04';
  manager = await workflows.service.signIn([...rights]);
  colleague = await signIn();
  plants = [{}, { status: 'In Authorization' as const }].map((facts) => new PlantHistory(manager.tenantId, { type: 'Photovoltaic', status: 'In Operation', capacityKw: '40', ...facts }));
  await workflows.hear(...plants.flatMap(({ events }) => events));
});

const signIn = (more: object = {}, permissions: readonly (typeof rights[number] | 'identity.user.manage')[] = rights) => workflows.service.signIn([...permissions], { tenantId: manager.tenantId, ...more });
const plantId = (index = 0) => (plants[index] as PlantHistory).plantId;
const start = async (templateId = 'spi-check', of = 0) => (await manager.api.post(`${api}/workflows`, { plantId: plantId(of), templateId }).expect(201)).body as WorkflowDetail;
const tasksOf = async ({ id }: { id: string }) => ((await manager.api.get(`${api}/workflows/${id}/tasks`).expect(200)).body as TaskList).items;
const command = (task: Pick<TaskView, 'id' | 'workflowId' | 'version'>, verb: string, body: object, caller = manager) => caller.api.post(`${api}/workflows/${task.workflowId}/tasks/${task.id}/${verb}`, body).set('if-match', `"${task.version}"`);
const give = async (task: TaskView, assignee: object) => (await command(task, 'assign', { assignee }).expect(200)).body as TaskView;
const mine = async (caller: Caller, query = '') => ((await caller.api.get(`${api}/my-tasks?${query}`).expect(200)).body as TaskPage).items;
const codes = async (caller: Caller) => (await mine(caller)).map(({ code, insteadOf }) => [code, insteadOf]);
const away = (body: object, caller = manager) => caller.api.post(`${api}/absences`, { fromOn: '2027-01-10', toOn: '2027-01-20', delegateUserId: colleague.userId, ...body });
const refusal = async (request: PromiseLike<{ status: number; body: unknown }>) => { const { status, body } = await request; return [status, (body as { code: string }).code]; };

describe('a delegate', () => {
  it('has the tasks of who is away on these days, and on no others', async () => {
    const [plan, run] = (await tasksOf(await start())) as [TaskView, TaskView];
    await give(plan, { kind: 'user', userId: manager.userId });
    await give(run, { kind: 'user', userId: colleague.userId });
    const absence = (await away({}).expect(201)).body as AbsenceView;
    expect(absence).toMatchObject({ userId: manager.userId, delegateUserId: colleague.userId, current: false });
    const seen: Record<string, unknown> = {};
    for (const today of ['2027-01-09', '2027-01-10', '2027-01-20', '2027-01-21']) {
      workflows.today = today;
      seen[today] = await codes(colleague);
    }
    const own = ['run-check', null];
    const both = [['plan-check', manager.userId], own];
    expect(seen).toEqual({ '2027-01-09': [own], '2027-01-10': both, '2027-01-20': both, '2027-01-21': [own] });
    workflows.today = '2027-01-15';
    expect(await codes(manager)).toEqual([['plan-check', null]]);
    expect(((await colleague.api.get(`${api}/absences`)).body as AbsenceList).items).toMatchObject([{ id: absence.id, current: true }]);
    await manager.api.delete(`${api}/absences/${absence.id}`).set('if-match', '"1"').expect(204);
    expect(await codes(colleague)).toEqual([own]);
  });

  it('works on them, and the timeline says for whom', async () => {
    const workflow = await start();
    const task = await give((await tasksOf(workflow))[0] as TaskView, { kind: 'user', userId: manager.userId });
    await away({ fromOn: '2027-01-04' }).expect(201);
    const begun = (await command(task, 'status', { status: 'In Progress' }, colleague).expect(200)).body as TaskView;
    await colleague.api.post(`${api}/workflows/${workflow.id}/tasks/${task.id}/comments`, { text: 'On it.' }).expect(201);
    await command(begun, 'checklist', { code: 'day-agreed', done: true }, manager).expect(200);
    workflows.today = '2027-01-21';
    await colleague.api.post(`${api}/workflows/${workflow.id}/tasks/${task.id}/comments`, { text: 'Welcome back.' }).expect(201);
    const { items } = (await manager.api.get(`${api}/workflows/${workflow.id}/timeline?taskId=${task.id}`)).body as TimelinePage;
    expect(items.map(({ kind, actorId, insteadOf }) => [kind, actorId, insteadOf])).toEqual([
      ['task.commented', colleague.userId, null],
      ['task.checklist', manager.userId, null], ['task.commented', colleague.userId, manager.userId], ['task.status', colleague.userId, manager.userId], ['task.assigned', manager.userId, null],
    ]);
  });

  it('sees and does no more by it than they may themselves', async () => {
    const workflow = await start();
    const task = await give((await tasksOf(workflow))[0] as TaskView, { kind: 'user', userId: manager.userId });
    const elsewhere = await signIn({ rowScope: { plants: [plantId(1)] } });
    const reader = await signIn({}, ['workflows.workflow.read']);
    await away({ delegateUserId: elsewhere.userId, fromOn: '2027-01-04', toOn: '2027-01-04' }).expect(201);
    await away({ delegateUserId: reader.userId, fromOn: '2027-01-05', toOn: '2027-01-06' }).expect(201);
    expect(await codes(elsewhere)).toEqual([]);
    await command(task, 'status', { status: 'In Progress' }, elsewhere).expect(404);
    workflows.today = '2027-01-05';
    expect(await codes(reader)).toEqual([['plan-check', manager.userId]]);
    await command(task, 'status', { status: 'In Progress' }, reader).expect(403);
    await workflows.service.database.admin.query(`update workflows.workflow_task set definition = definition || '{"allowedRoles": ["kronos/Technician"]}' where id = $1`, [task.id]);
    await away({ fromOn: '2027-01-07', toOn: '2027-01-07' }).expect(201);
    workflows.today = '2027-01-07';
    expect(await refusal(command(task, 'status', { status: 'In Progress' }, colleague))).toEqual([403, 'not-of-allowed-role']);
  });

  it('hands nothing on: no chains, no circles, no two at once', async () => {
    const third = await signIn();
    await away({}).expect(201);
    expect(await refusal(away({ delegateUserId: third.userId, fromOn: '2027-01-20', toOn: '2027-01-25' }))).toEqual([409, 'absent-already']);
    expect(await refusal(away({ delegateUserId: third.userId }, colleague))).toEqual([409, 'stands-in-for-others']);
    expect(await refusal(away({ delegateUserId: manager.userId }, colleague))).toEqual([409, 'delegate-is-away']);
    expect(await refusal(away({ delegateUserId: manager.userId }, third))).toEqual([409, 'delegate-is-away']);
    await away({ delegateUserId: manager.userId, fromOn: '2027-01-21', toOn: '2027-01-22' }, colleague).expect(201);
    const race = await Promise.all([away({ delegateUserId: third.userId, fromOn: '2027-03-01', toOn: '2027-03-05' }), away({ delegateUserId: manager.userId, fromOn: '2027-03-01', toOn: '2027-03-05' }, third)]);
    expect(race.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('is another active member, named by who is away or by who administers people', async () => {
    const stranger = await workflows.service.signIn(['workflows.workflow.read']);
    for (const delegateUserId of [manager.userId, stranger.userId, randomUUID()]) expect(await refusal(away({ delegateUserId }))).toEqual([422, 'delegate-unknown']);
    expect(await refusal(away({ fromOn: '2027-01-01', toOn: '2027-01-03' }))).toEqual([422, 'absence-is-over']);
    expect(await refusal(away({ toOn: '2027-01-09' }))).toEqual([400, 'invalid-request']);
    expect(await refusal(away({ userId: colleague.userId, delegateUserId: manager.userId }))).toEqual([403, 'not-their-own-absence']);
    const administrator = await signIn({}, ['workflows.workflow.read', 'identity.user.manage']);
    const { id } = (await away({ userId: manager.userId }, administrator).expect(201)).body as AbsenceView;
    expect(((await administrator.api.get(`${api}/absences`)).body as AbsenceList).items.map((absence) => absence.id)).toEqual([id]);
    const third = await signIn();
    expect(((await third.api.get(`${api}/absences`)).body as AbsenceList).items).toEqual([]);
    for (const [caller, status] of [[third, 404], [colleague, 404], [stranger, 404], [manager, 204]] as const) await caller.api.delete(`${api}/absences/${id}`).set('if-match', '"1"').expect(status);
  });
});

describe('a team', () => {
  it('has the tasks that are given to its name, for each of its members', async () => {
    const team = (await manager.api.post(`${api}/teams`, { name: 'Night shift', memberUserIds: [colleague.userId, colleague.userId] }).expect(201)).body as TeamView;
    expect(team).toMatchObject({ name: 'Night shift', memberUserIds: [colleague.userId], version: 1 });
    const [plan, run] = (await tasksOf(await start())) as [TaskView, TaskView];
    await give(plan, { kind: 'team', team: 'Night shift' });
    await give(run, { kind: 'team', team: 'Day shift' });
    expect([await codes(manager), await codes(colleague)]).toEqual([[], [['plan-check', null]]]);
    const change = (body: object, version: number) => manager.api.patch(`${api}/teams/${team.id}`, body).set('if-match', `"${version}"`);
    expect((await change({ memberUserIds: [manager.userId] }, 1).expect(200)).body).toMatchObject({ memberUserIds: [manager.userId], version: 2 });
    await change({ memberUserIds: [] }, 1).expect(412);
    expect([await codes(manager), await codes(colleague)]).toEqual([[['plan-check', null]], []]);
    await manager.api.delete(`${api}/teams/${team.id}`).set('if-match', '"2"').expect(204);
    expect([await codes(manager), ((await manager.api.get(`${api}/teams`)).body as TeamList).items]).toEqual([[], []]);
  });

  it('is of active members, under a name of its own', async () => {
    const stranger = await workflows.service.signIn(['workflows.workflow.read']);
    const set = (body: object, caller = manager) => caller.api.post(`${api}/teams`, body);
    for (const userId of [stranger.userId, randomUUID()]) expect(await refusal(set({ name: 'A', memberUserIds: [userId] }))).toEqual([422, 'team-member-unknown']);
    const { id } = (await set({ name: 'A', memberUserIds: [] }).expect(201)).body as TeamView;
    expect(await refusal(set({ name: 'A', memberUserIds: [] }))).toEqual([409, 'team-name-taken']);
    await set({ name: 'A', memberUserIds: [] }, await workflows.service.signIn([...rights])).expect(201);
    for (const verb of ['patch', 'delete'] as const) await stranger.api[verb](`${api}/teams/${id}`, { memberUserIds: [] }).set('if-match', '"1"').expect(403);
    expect(uncoveredRoutes(workflows.service.running.app)).toEqual([]);
  });

  it('is not for whoever sees some plants to set up, change or take away', async () => {
    const { id } = (await manager.api.post(`${api}/teams`, { name: 'Field', memberUserIds: [colleague.userId] }).expect(201)).body as TeamView;
    const limited = await signIn({ rowScope: { plants: [plantId()] } });
    expect(await refusal(limited.api.post(`${api}/teams`, { name: 'Own', memberUserIds: [] }))).toEqual([403, 'teams-need-all-plants']);
    for (const verb of ['patch', 'delete'] as const) expect(await refusal(limited.api[verb](`${api}/teams/${id}`, { memberUserIds: [] }).set('if-match', '"1"'))).toEqual([403, 'teams-need-all-plants']);
    expect(((await limited.api.get(`${api}/teams`).expect(200)).body as TeamList).items).toMatchObject([{ name: 'Field', memberUserIds: [colleague.userId], version: 1 }]);
  });
});

describe('the dashboard', () => {
  const everyPage = async <T>(caller: Caller, path: string): Promise<T[]> => {
    const items: T[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = (await caller.api.get(`${api}/${path}${path.includes('?') ? '&' : '?'}limit=2${cursor && `&cursor=${cursor}`}`).expect(200)).body as { items: T[]; nextCursor: string | null };
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    return items;
  };
  /** The same numbers, counted in the lists that show the rows. */
  const counted = async (caller: Caller): Promise<WorkflowsDashboard> => {
    const count = async (path: string) => (await everyPage<unknown>(caller, path)).length;
    return {
      workflows: { active: (await everyPage<WorkflowPage['items'][number]>(caller, 'workflows?status=Active')).length, late: await count('workflows?status=Active&late=true') },
      myTasks: { open: (await everyPage<TaskPage['items'][number]>(caller, 'my-tasks')).length, late: await count('my-tasks?overdue=true') },
      documents: { toReview: (await everyPage<DocumentPage['items'][number]>(caller, 'documents?status=To%20Approve')).length },
      deadlines: { overdue: (await everyPage<DeadlinePage['items'][number]>(caller, 'deadlines?overdue=true')).length, dueWithin30Days: await count('deadlines?withinDays=30') },
      compliance: ((await caller.api.get(`${api}/compliance-matrix`).expect(200)).body as ComplianceMatrix).overall,
    };
  };
  const dashboard = async (caller: Caller) => (await caller.api.get(`${api}/dashboard`).expect(200)).body as WorkflowsDashboard;

  it('counts what the lists list, for whoever looks', async () => {
    const [late, other] = [await start(), await start('standard-design', 1)];
    const draft = (await manager.api.post(`${api}/workflows`, { plantId: plantId(), templateId: 'spi-check', draft: true, startsOn: '2026-01-01' }).expect(201)).body as WorkflowDetail;
    const [first, second] = (await tasksOf(late)) as [TaskView, TaskView];
    await give(first, { kind: 'user', userId: manager.userId });
    await give(second, { kind: 'team', team: 'Night shift' });
    await give((await tasksOf(other))[0] as TaskView, { kind: 'user', userId: colleague.userId });
    await give((await tasksOf(draft))[0] as TaskView, { kind: 'user', userId: manager.userId });
    await manager.api.post(`${api}/teams`, { name: 'Night shift', memberUserIds: [manager.userId] }).expect(201);
    await away({ userId: undefined, delegateUserId: manager.userId, fromOn: '2027-01-16', toOn: '2027-12-31' }, colleague).expect(201);
    for (const [index, approvalRequired] of [[0, true], [1, true], [0, false]] as const) {
      await manager.api.post(`${api}/documents?fileName=a.xml&category=Technical&plantId=${plantId(index)}&approvalRequired=${approvalRequired}`).set('content-type', 'application/xml').send(`<?xml version="1.0"?><a>${index}${approvalRequired}</a>`).expect(201);
    }
    workflows.today = '2027-04-15';
    const everything = await dashboard(manager);
    expect(everything).toMatchObject({ workflows: { active: 2, late: 2 }, myTasks: { open: 3, late: 3 }, documents: { toReview: 2 }, deadlines: { overdue: expect.any(Number) as unknown }, compliance: { plants: 2 } });
    expect(everything.deadlines?.overdue).toBeGreaterThan(0);
    const scoped = await signIn({ rowScope: { plants: [plantId(1)] } });
    expect(await dashboard(scoped)).toMatchObject({ workflows: { active: 1, late: 1 }, myTasks: { open: 0, late: 0 }, documents: { toReview: 1 }, compliance: { plants: 1 } });
    const stranger = await workflows.service.signIn([...rights]);
    for (const today of ['2027-01-04', '2027-03-20', '2027-04-15', '2027-12-10']) {
      workflows.today = today;
      for (const caller of [manager, colleague, scoped, stranger]) expect(await dashboard(caller)).toEqual(await counted(caller));
    }
  });

  it('shows nobody what they may not see', async () => {
    const reader = await signIn({}, ['workflows.workflow.read']);
    expect(await dashboard(reader)).toEqual({ workflows: { active: 0, late: 0 }, myTasks: { open: 0, late: 0 }, documents: null, deadlines: null, compliance: null });
    await (await signIn({}, ['workflows.compliance.read'])).api.get(`${api}/dashboard`).expect(403);
  });
});
