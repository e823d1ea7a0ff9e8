import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { MigrationPreview, TaskSummary, TaskView, WorkflowDetail } from '@kairos/contracts';
import { TestCommandLine } from './test/command-line.builder.ts';

const [workflowId, taskId, plantId, userId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const path = `/api/v1/workflows/workflows/${workflowId}`;
const at = '2026-11-20T09:00:00.000Z';
const both = (text: string) => ({ en: text, it: text });
const workflow = {
  id: workflowId, plantId, plantCode: 'IT-1', plantName: 'Monte Alto', name: 'SPI check', description: null, template: { id: 'spi-check', version: 1 }, type: 'STANDARD_REGISTRATION', purpose: 'Recurring Compliance',
  category: 'Maintenance', status: 'Active', legalTransitions: [], startsOn: '2027-01-04', dueOn: '2027-01-24', daysLeft: 20, progressPercent: 33, taskCount: 3, overdueTaskCount: 1, nextTask: null, estimatedHours: null,
  actualHours: '0', authorities: [], baseDocuments: [], parentWorkflowId: null, originalWorkflowId: null, createdBy: userId, createdAt: at, updatedAt: at, version: 7, stages: [],
} as unknown as WorkflowDetail;
const task = {
  id: taskId, workflowId, workflowName: 'SPI check', plantId, plantCode: 'IT-1', plantName: 'Monte Alto', stageCode: 'check', code: 'run-check', title: both('Carry out the check'), instructions: null, status: 'In Progress',
  legalTransitions: [], waitsFor: [], dependsOn: [], priority: 'Medium', optional: false, milestone: true, startsOn: '2027-01-14', dueOn: '2027-01-19', originalDueOn: '2027-01-19', daysLeft: 5, peremptory: null, suspendedOn: null,
  suspendedDays: 0, skipped: null, blockedReason: null, authority: null, practiceType: null, practiceCode: null, portal: null, credentials: [], durationDays: 5, durationIn: 'calendarDays', documents: [],
  checklist: [{ code: 'day-agreed', title: both('Day agreed'), required: true, done: false, doneBy: null, doneAt: null }], dataFields: [{ code: 'within-limits', title: both('Within limits'), type: 'boolean', required: true, writesTo: null }],
  data: {}, completion: { requires: [], when: null, closesItself: false }, suggestedRole: null, allowedRoles: [], alertDays: [], assignee: { kind: 'team', team: 'Night shift' }, estimatedHours: null, actualHours: null, startedOn: null,
  completedOn: null, completedBy: null, completionNote: null, tracksWorkflowId: null, commentCount: 0, version: 3,
} as unknown as TaskView;
let cli: TestCommandLine;

beforeEach(async () => {
  cli = await TestCommandLine.start();
  await kairos('login', '--email', 'a@b.it', '--password-stdin');
});
afterEach(() => cli.stop());
const kairos = (...args: string[]) => cli.run(args, { input: 'right\n' });

/** Answers a command, and keeps what it was sent. */
function taking(route: string, answer: object): { sent: { body: unknown; ifMatch: unknown }[] } {
  const taken: { sent: { body: unknown; ifMatch: unknown }[] } = { sent: [] };
  cli.api.on(route, (request, response) => {
    taken.sent.push({ body: JSON.parse(request.body || 'null') as unknown, ifMatch: request.headers['if-match'] });
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  return taken;
}

describe('kairos workflows', () => {
  it('lists what there is, and shows one with its tasks', async () => {
    const asked: (string | undefined)[] = [];
    cli.api.on('GET /api/v1/workflows/workflows', (request, response) => {
      asked.push(request.url?.split('?')[1]);
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ items: [workflow], nextCursor: null }));
    });
    cli.api.on(`GET ${path}`, workflow);
    cli.api.on(`GET ${path}/tasks`, { items: [task] });
    const { out } = await kairos('workflows', '--late', '--plant', plantId);
    expect(out).toContain('2027-01-24  Active, 1 late  33  Monte Alto  SPI check  spi-check 1');
    expect(asked).toEqual([`late=true&plantId=${plantId}&limit=50`]);
    expect((await kairos('workflows', 'show', workflowId)).out).toMatch(/^SPI check of Monte Alto: Active, 33 %, due on 2027-01-24\.\n.*\n.*\n2027-01-19 {2}In Progress {2}Carry out the check {2}run-check {2}team Night shift/);
  });

  it('starts one for a plant that is named by its code', async () => {
    cli.api.on('GET /api/v1/assets/plants', { items: [], nextCursor: null });
    expect(await kairos('workflows', 'start', 'spi-check', '--plant', 'IT-1')).toMatchObject({ code: 1, notes: 'There is no plant with the code IT-1.\n' });
    const started = taking('POST /api/v1/workflows/workflows', workflow);
    expect((await kairos('workflows', 'start', 'spi-check', '--plant', plantId, '--template-version', '1', '--starts-on', '2027-01-04')).out).toContain(workflowId);
    expect(started.sent.map(({ body }) => body)).toEqual([{ plantId, templateId: 'spi-check', templateVersion: 1, startsOn: '2027-01-04' }]);
  });

  it('shows a migration, and does it only when it is told to', async () => {
    const preview = {
      workflowId, from: { id: 'spi-check', version: 1 }, to: { id: 'spi-check', version: 2 }, digest: 'a'.repeat(64), stages: ['check'], workflowStatus: { before: 'Active', after: 'Active' }, dueOn: { before: '2027-01-24', after: '2027-01-26' },
      tasks: [{ taskId, code: 'run-check', title: both('Carry out the check'), fate: 'changed', changedFields: ['dataFields'], state: { before: 'To Start', after: 'To Start' }, startsOn: { before: null, after: null }, dueOn: { before: '2027-01-19', after: '2027-01-21' }, skipped: null, droppedValues: [] }],
    } as unknown as MigrationPreview;
    cli.api.on(`GET ${path}`, workflow);
    cli.api.on(`GET ${path}/migration-preview`, preview);
    const migrated = taking(`POST ${path}/migrate`, workflow);
    const { out } = await kairos('workflows', 'migrate', workflowId);
    expect(out).toContain('Carry out the check  changed: dataFields  To Start  2027-01-19 → 2027-01-21');
    expect(out).toContain('spi-check from version 1 to 2, due 2027-01-24 → 2027-01-26: nothing is changed yet (--apply).');
    expect(migrated.sent).toEqual([]);
    expect((await kairos('workflows', 'migrate', workflowId, '--apply')).out).toContain(': done.');
    expect(migrated.sent).toEqual([{ body: { templateVersion: 2, digest: preview.digest }, ifMatch: '"7"' }]);
  });
});

describe('kairos tasks', () => {
  it('lists one’s own, those of everybody, and for whom one stands in', async () => {
    const summary = { ...task, insteadOf: userId } as unknown as TaskSummary;
    cli.api.on('GET /api/v1/workflows/my-tasks', { items: [summary], nextCursor: null });
    cli.api.on('GET /api/v1/workflows/tasks', { items: [{ ...summary, insteadOf: null }], nextCursor: null });
    expect((await kairos('tasks')).out).toContain(`run-check  for ${userId}`);
    expect((await kairos('tasks', 'list', '--everybody', '--authority', 'DSO')).out).toContain('team Night shift');
    expect(await kairos('tasks', '--authority', 'DSO')).toMatchObject({ code: 1, notes: '--authority goes with --everybody.\n' });
  });

  it('completes, ticks and assigns one by its code, at the version that was read', async () => {
    cli.api.on(`GET ${path}/tasks`, { items: [task] });
    const [completed, ticked, assigned] = ['complete', 'checklist', 'assign'].map((verb) => taking(`POST ${path}/tasks/${taskId}/${verb}`, { ...task, status: 'Completed' }));
    expect((await kairos('tasks', 'complete', workflowId, 'run-check', '--on', '2027-01-18', '--hours', '2.5', '--data', 'within-limits=yes')).out).toContain('Carry out the check: Completed');
    await kairos('tasks', 'tick', workflowId, taskId, 'day-agreed');
    await kairos('tasks', 'tick', workflowId, taskId, 'day-agreed', '--undo');
    await kairos('tasks', 'assign', workflowId, 'run-check', '--nobody');
    expect([completed, ticked, assigned].map((taken) => taken?.sent)).toEqual([
      [{ body: { completedOn: '2027-01-18', actualHours: '2.5', data: { 'within-limits': true } }, ifMatch: '"3"' }],
      [{ body: { code: 'day-agreed', done: true }, ifMatch: '"3"' }, { body: { code: 'day-agreed', done: false }, ifMatch: '"3"' }],
      [{ body: { assignee: null }, ifMatch: '"3"' }],
    ]);
    expect(await kairos('tasks', 'assign', workflowId, 'run-check', '--team', 'A', '--nobody')).toMatchObject({ code: 1, notes: 'Name one of --user, --role, --team and --nobody.\n' });
    expect(await kairos('tasks', 'show', workflowId, 'walk')).toMatchObject({ code: 1, notes: 'The workflow has no task walk.\n' });
  });
});

it('shows what calls for somebody', async () => {
  cli.api.on('GET /api/v1/workflows/dashboard', { workflows: { active: 12, late: 1234 }, myTasks: { open: 3, late: 0 }, documents: null, deadlines: { overdue: 2, dueWithin30Days: 7 }, compliance: { plants: 40, meanScorePercent: 87, alerts: 4 } });
  expect((await kairos('dashboard')).out).toBe('workflows   12 active, 1,234 late\nmy tasks    3 open, 0 late\ndeadlines   2 overdue, 7 due within 30 days\ncompliance  87 % of 40 plants, 4 call for attention\n');
});
