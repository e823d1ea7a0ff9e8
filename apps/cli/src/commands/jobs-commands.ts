import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { importJobStatuses, ImportJobPage, ImportJobView } from '@kairos/contracts';
import { CliError } from '../cli.errors.ts';
import type { Context } from '../context.ts';
import { items } from '../client/pages.ts';
import { importSummary } from '../format/import-summary.calc.ts';
import { grouped, table } from '../format/table.calc.ts';
import { withProof } from '../client/with-proof.ts';
import { followJob, speedOf } from './follow-job.ts';
import { jobsPath } from './import-command.ts';
import { addJobsStatisticsCommand } from './jobs-statistics-command.ts';
import { countOption } from './options.ts';

export function addJobsCommands(program: Command, context: () => Context): void {
  const jobs = program.command('jobs').description('imports: what runs, what ran, what waits');
  jobs
    .command('list', { isDefault: true })
    .description('list imports, newest first')
    .option('--status <status>', importJobStatuses.join(', '))
    .option('--limit <n>', 'how many', countOption, 20)
    .action((options: { status?: string; limit: number }) => list(context(), options));
  addJobsStatisticsCommand(jobs, context);
  jobs.command('show <id>').description('show an import, its counts and its first rejections').action((id: string) => show(context(), id));
  jobs.command('approve <id>').description('approve a plan, which is then applied').action((id: string) => approve(context(), id));
  jobs.command('cancel <id>').description('stop an import, or turn a plan down').action((id: string) => act(context(), id, 'cancel', {}));
  jobs.command('retry <id>').description('take a failed import up again where it stopped').action((id: string) => act(context(), id, 'resume', {}));
  jobs
    .command('undo <id>')
    .description('undo an import as a whole')
    .requiredOption('--reason <text>', 'why; it stands in the audit trail')
    .action((id: string, { reason }: { reason: string }) => undo(context(), id, reason));
}

const pathOf = (id: string) => `${jobsPath}/${encodeURIComponent(id)}`;
const post = ({ api }: Context, id: string, action: string, body: object) => api.call(`${pathOf(id)}/${action}`, ImportJobView, { method: 'POST', headers: { 'idempotency-key': randomUUID() }, body });
const read = ({ api }: Context, id: string) => api.call(pathOf(id), ImportJobView);

async function list({ api, terminal }: Context, { status, limit }: { status?: string; limit: number }): Promise<void> {
  const found = await items(api, jobsPath, ImportJobPage, { status }, limit);
  terminal.result({ items: found.items, isComplete: found.isComplete }, () =>
    table(found.items, [
      { title: 'asked for', value: ({ createdAt }) => createdAt.slice(0, 16).replace('T', ' ') },
      { title: 'what', value: ({ mode }) => mode },
      { title: 'status', value: (job) => [job.status, job.withRejections ? 'with rejections' : '', speedOf(job)].filter(Boolean).join(', ') },
      { title: 'file', value: ({ fileName }) => fileName, maxWidth: 30 },
      { title: 'rows', value: ({ counts }) => grouped(counts.read), align: 'right' },
      { title: 'id', value: ({ id }) => id },
    ]),
  );
}

async function show(context: Context, id: string): Promise<void> {
  const job = await read(context, id);
  context.terminal.result(job, () => importSummary(job, undefined));
}

async function approve(context: Context, id: string): Promise<void> {
  const started = await withProof(context, () => post(context, id, 'approve', {}));
  const job = await followJob(context.terminal, started, () => read(context, started.id));
  context.terminal.result(job, () => importSummary(job, undefined));
  if (job.status !== 'completed') throw new CliError(`The import is ${job.status}; the rows counted so far stand.`);
}

async function undo(context: Context, id: string, reason: string): Promise<void> {
  const started = await post(context, id, 'undo', { reason });
  const job = await followJob(context.terminal, started, () => read(context, id));
  context.terminal.result(job, () => importSummary(job, undefined));
  if (job.status !== 'undone') throw new CliError(`The import is ${job.status}: something came in between. Ask again to see what.`);
}

async function act(context: Context, id: string, action: 'cancel' | 'resume', body: object): Promise<void> {
  const job = await post(context, id, action, body);
  context.terminal.result(job, () => `${job.id} is ${job.status}.`);
}
