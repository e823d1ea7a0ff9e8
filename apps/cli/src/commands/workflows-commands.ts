import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { MigrationPreview, WorkflowDetail, WorkflowPage } from '@kairos/contracts';
import type { Context } from '../context.ts';
import { items } from '../client/pages.ts';
import { grouped, printable, table } from '../format/table.calc.ts';
import { countOption } from './options.ts';
import { plantIdOf } from './plant-named.ts';
import { addSubmissionPackCommand } from './submission-pack-command.ts';
import { tasksOf, taskTable } from './tasks-commands.ts';

export const workflowsPath = '/api/v1/workflows/workflows';
type ListOptions = { plant?: string; status?: string; template?: string; late?: true; limit: number; all?: true };
type StartOptions = { plant: string; templateVersion?: number; name?: string; startsOn?: string; draft?: true };

/** Workflows: what there is, how far it is, and beginning another one. */
export function addWorkflowsCommands(program: Command, context: () => Context): void {
  const workflows = program.command('workflows').description('the practices that plants go through');
  workflows
    .command('list', { isDefault: true })
    .description('list workflows, the newest first')
    .option('--plant <codeOrId>')
    .option('--status <status>', 'Draft, Active, Paused, Completed or Cancelled')
    .option('--template <id>')
    .option('--late', 'those with a task whose day is past')
    .option('--limit <n>', 'how many', countOption, 50)
    .option('--all', 'all of them')
    .action((options: ListOptions) => list(context(), options));
  workflows.command('show <id>').description('show a workflow and its tasks').action((id: string) => show(context(), id));
  workflows
    .command('start <template>')
    .description('start a workflow for a plant')
    .requiredOption('--plant <codeOrId>')
    .option('--template-version <n>', 'the newest unless named', countOption)
    .option('--name <text>')
    .option('--starts-on <date>', 'today unless named')
    .option('--draft', 'set it up without starting it')
    .action((template: string, options: StartOptions) => start(context(), template, options));
  workflows
    .command('migrate <id>')
    .description('show what a later version of its template would make of a workflow; with --apply, do just that')
    .option('--to <version>', 'the newest unless named', countOption)
    .option('--apply', 'do what is shown')
    .action((id: string, options: { to?: number; apply?: true }) => migrate(context(), id, options));
  addSubmissionPackCommand(workflows, context);
}

async function list({ api, terminal }: Context, { all, limit, plant, template, late, status }: ListOptions): Promise<void> {
  const query = { status, templateId: template, ...(late ? { late: 'true' } : {}), ...(plant ? { plantId: await plantIdOf(api, plant) } : {}) };
  const found = await items(api, workflowsPath, WorkflowPage, query, all ? undefined : limit);
  terminal.result({ items: found.items, isComplete: found.isComplete }, () =>
    [
      table(found.items, [
        { title: 'due', value: ({ dueOn }) => dueOn ?? '—' },
        { title: 'status', value: ({ status: is, overdueTaskCount }) => (overdueTaskCount > 0 ? `${is}, ${overdueTaskCount} late` : is) },
        { title: '%', value: ({ progressPercent }) => String(progressPercent), align: 'right' },
        { title: 'plant', value: ({ plantName, plantCode, plantId }) => plantName ?? plantCode ?? plantId, maxWidth: 30 },
        { title: 'workflow', value: ({ name }) => name, maxWidth: 40 },
        { title: 'template', value: ({ template: of }) => (of ? `${of.id} ${of.version}` : '—') },
        { title: 'id', value: ({ id }) => id },
      ]),
      `${grouped(found.items.length)} workflows${found.isComplete ? '' : '; there are more (--all)'}`,
    ].join('\n'),
  );
}

async function show({ api, terminal }: Context, id: string): Promise<void> {
  const workflow = await api.call(`${workflowsPath}/${encodeURIComponent(id)}`, WorkflowDetail);
  const tasks = await tasksOf(api, workflow.id);
  terminal.result({ ...workflow, tasks }, () => [headline(workflow), taskTable(tasks)].join('\n'));
}

async function start({ api, terminal }: Context, templateId: string, { plant, templateVersion, name, startsOn, draft }: StartOptions): Promise<void> {
  const body = { plantId: await plantIdOf(api, plant), templateId, ...(templateVersion ? { templateVersion } : {}), ...(name ? { name } : {}), ...(startsOn ? { startsOn } : {}), ...(draft ? { draft } : {}) };
  const workflow = await api.call(workflowsPath, WorkflowDetail, { method: 'POST', headers: { 'idempotency-key': randomUUID() }, body });
  terminal.result(workflow, () => `${headline(workflow)}\n${workflow.id}`);
}

async function migrate({ api, terminal }: Context, id: string, { to, apply }: { to?: number; apply?: true }): Promise<void> {
  const path = `${workflowsPath}/${encodeURIComponent(id)}`;
  const { version } = await api.call(path, WorkflowDetail);
  const preview = await api.call(`${path}/migration-preview`, MigrationPreview, { query: { templateVersion: to } });
  if (apply) {
    const body = { templateVersion: preview.to.version, digest: preview.digest };
    await api.call(`${path}/migrate`, WorkflowDetail, { method: 'POST', headers: { 'if-match': `"${version}"`, 'idempotency-key': randomUUID() }, body });
  }
  terminal.result({ ...preview, applied: Boolean(apply) }, () =>
    [
      table(preview.tasks, [
        { title: 'task', value: ({ title }) => title.en, maxWidth: 40 },
        { title: 'becomes', value: ({ fate, changedFields }) => (changedFields.length > 0 ? `${fate}: ${changedFields.join(', ')}` : fate), maxWidth: 40 },
        { title: 'status', value: ({ state }) => fromTo(state) },
        { title: 'due', value: ({ dueOn }) => fromTo(dueOn) },
      ]),
      `${preview.from.id} from version ${preview.from.version} to ${preview.to.version}, due ${fromTo(preview.dueOn)}: ${apply ? 'done' : 'nothing is changed yet (--apply)'}.`,
    ].join('\n'),
  );
}

function fromTo({ before, after }: { before: string | null; after: string | null }): string {
  return before === after || before === null ? (after ?? '—') : `${before} → ${after ?? '—'}`;
}

function headline({ name, plantName, plantCode, plantId, status, progressPercent, dueOn }: WorkflowDetail): string {
  return `${printable(name)} of ${printable(plantName ?? plantCode ?? plantId)}: ${status}, ${progressPercent} %, ${dueOn ? `due on ${dueOn}` : 'without a due date'}.`;
}
