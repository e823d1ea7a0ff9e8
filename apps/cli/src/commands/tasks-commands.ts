import { randomUUID } from 'node:crypto';
import { Option, type Command } from 'commander';
import { authorities, TaskList, TaskPage, TaskView, type Assignee } from '@kairos/contracts';
import { CliError } from '../cli.errors.ts';
import type { Context } from '../context.ts';
import { items } from '../client/pages.ts';
import { formValues } from '../format/form-values.calc.ts';
import { grouped, printable, table } from '../format/table.calc.ts';
import { countOption } from './options.ts';
import { plantIdOf } from './plant-named.ts';

type Api = Context['api'];
type ListOptions = { everybody?: true; plant?: string; authority?: string; overdue?: true; withinDays?: number; limit: number; all?: true };
type CompleteOptions = { on?: string; note?: string; hours?: string; data?: string[] };
type AssignOptions = { user?: string; role?: string; team?: string; nobody?: true };

/** Tasks of workflows, one's own first; one is named by its workflow and its code or id. */
export function addTasksCommands(program: Command, context: () => Context): void {
  const tasks = program.command('tasks').description('what is to be done in workflows');
  tasks
    .command('list', { isDefault: true })
    .description('list your open tasks')
    .option('--everybody', 'those of everybody')
    .option('--plant <codeOrId>')
    .addOption(new Option('--authority <name>', 'with --everybody: who receives it').choices(authorities))
    .option('--overdue', 'those whose day is past')
    .option('--within-days <n>', 'those that fall due in so many days', countOption)
    .option('--limit <n>', 'how many', countOption, 50)
    .option('--all', 'all of them')
    .action((options: ListOptions) => list(context(), options));
  tasks.command('show <workflow> <task>').description('show a task').action((workflow: string, task: string) => show(context(), workflow, task));
  tasks.command('start <workflow> <task>').description('start a task').option('--on <date>', 'the day it began').action((workflow: string, task: string, { on }: { on?: string }) => command(context(), workflow, task, 'status', () => ({ status: 'In Progress', ...(on ? { on } : {}) })));
  tasks
    .command('complete <workflow> <task>')
    .description('complete a task; what its form holds goes to the records of the plant')
    .option('--on <date>', 'the day it was done')
    .option('--note <text>')
    .option('--hours <hours>', 'what it took, such as 7.5')
    .option('--data <field=value...>', 'values of its form')
    .action((workflow: string, task: string, options: CompleteOptions) => complete(context(), workflow, task, options));
  tasks
    .command('tick <workflow> <task> <point>')
    .description('tick a point of the checklist')
    .option('--undo', 'take the tick away')
    .action((workflow: string, task: string, point: string, { undo }: { undo?: true }) => command(context(), workflow, task, 'checklist', () => ({ code: point, done: !undo })));
  tasks
    .command('assign <workflow> <task>')
    .description('give a task to a user, a role, a team, or nobody')
    .option('--user <id>')
    .option('--role <name>', 'such as kronos/Operator')
    .option('--team <name>')
    .option('--nobody')
    .action((workflow: string, task: string, options: AssignOptions) => command(context(), workflow, task, 'assign', () => ({ assignee: assigneeOf(options) })));
}

export function tasksOf(api: Api, workflowId: string): Promise<TaskView[]> {
  return api.call(`/api/v1/workflows/workflows/${encodeURIComponent(workflowId)}/tasks`, TaskList).then((found) => found.items);
}

export function taskTable(tasks: readonly TaskView[]): string {
  return table(tasks, [
    { title: 'due', value: ({ dueOn }) => dueOn ?? '—' },
    { title: 'status', value: ({ status }) => status },
    { title: 'task', value: ({ title }) => title.en, maxWidth: 44 },
    { title: 'code', value: ({ code }) => code },
    { title: 'given to', value: ({ assignee }) => toldAssignee(assignee), maxWidth: 36 },
  ]);
}

async function list({ api, terminal }: Context, { all, limit, everybody, plant, authority, overdue, withinDays }: ListOptions): Promise<void> {
  if (authority && !everybody) throw new CliError('--authority goes with --everybody.');
  const query = { authority, dueWithinDays: withinDays, ...(overdue ? { overdue: 'true' } : {}), ...(plant ? { plantId: await plantIdOf(api, plant) } : {}) };
  const found = await items(api, `/api/v1/workflows/${everybody ? 'tasks' : 'my-tasks'}`, TaskPage, query, all ? undefined : limit);
  terminal.result({ items: found.items, isComplete: found.isComplete }, () =>
    [
      table(found.items, [
        { title: 'due', value: ({ dueOn }) => dueOn ?? '—' },
        { title: 'status', value: ({ status }) => status },
        { title: 'priority', value: ({ priority }) => priority },
        { title: 'plant', value: ({ plantName, plantCode, plantId }) => plantName ?? plantCode ?? plantId, maxWidth: 30 },
        { title: 'task', value: ({ title }) => title.en, maxWidth: 40 },
        { title: 'code', value: ({ code }) => code },
        { title: 'given to', value: ({ assignee, insteadOf }) => (insteadOf ? `for ${insteadOf}` : toldAssignee(assignee)), maxWidth: 40 },
        { title: 'workflow', value: ({ workflowId }) => workflowId },
      ]),
      `${grouped(found.items.length)} tasks${found.isComplete ? '' : '; there are more (--all)'}`,
    ].join('\n'),
  );
}

async function show({ api, terminal }: Context, workflow: string, name: string): Promise<void> {
  const task = await taskOf(api, workflow, name);
  terminal.result(task, () =>
    [
      taskTable([task]),
      ...task.checklist.map(({ code, title, done, required }) => `${done ? '[x]' : '[ ]'} ${code}: ${printable(title.en)}${required ? '' : ' (optional)'}`),
      ...task.dataFields.map(({ code, title, type, required }) => `${code} (${type}${required ? ', required' : ''}): ${printable(title.en)} = ${printable(String(task.data[code] ?? ''))}`),
    ].join('\n'),
  );
}

async function complete(context: Context, workflow: string, name: string, { on, note, hours, data = [] }: CompleteOptions): Promise<void> {
  await command(context, workflow, name, 'complete', (task) => ({ ...(on ? { completedOn: on } : {}), ...(note ? { note } : {}), ...(hours ? { actualHours: hours } : {}), data: formValues(data, task.dataFields) }));
}

async function command({ api, terminal }: Context, workflow: string, name: string, verb: string, bodyOf: (task: TaskView) => object): Promise<void> {
  const task = await taskOf(api, workflow, name);
  const path = `/api/v1/workflows/workflows/${task.workflowId}/tasks/${task.id}/${verb}`;
  const done = await api.call(path, TaskView, { method: 'POST', headers: { 'if-match': `"${task.version}"`, 'idempotency-key': randomUUID() }, body: bodyOf(task) });
  terminal.result(done, () => `${printable(done.title.en)}: ${done.status}, given to ${toldAssignee(done.assignee)}${done.dueOn ? `, due on ${done.dueOn}` : ''}.`);
}

async function taskOf(api: Api, workflow: string, name: string): Promise<TaskView> {
  const task = (await tasksOf(api, workflow)).find(({ id, code }) => id === name || code === name);
  if (!task) throw new CliError(`The workflow has no task ${name}.`);
  return task;
}

function assigneeOf({ user, role, team, nobody }: AssignOptions): object | null {
  const named = [...(user ? [{ kind: 'user', userId: user }] : []), ...(role ? [{ kind: 'role', role }] : []), ...(team ? [{ kind: 'team', team }] : [])];
  if (named.length + Number(nobody ?? false) !== 1) throw new CliError('Name one of --user, --role, --team and --nobody.');
  return named[0] ?? null;
}

function toldAssignee(assignee: Assignee | null): string {
  if (!assignee) return 'nobody';
  return assignee.kind === 'user' ? assignee.userId : assignee.kind === 'role' ? assignee.role : `team ${assignee.team}`;
}
