import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { ImportJobView, PlantPage, RowResultPage } from '@kairos/contracts';
import { CliError } from '../cli.errors.ts';
import type { Context } from '../context.ts';
import { items } from '../client/pages.ts';
import { importSummary, sumOfCapacities, type CreatedPlants } from '../format/import-summary.calc.ts';
import { withProof } from '../client/with-proof.ts';
import { followJob } from './follow-job.ts';
import { uploadSourceFile } from './upload-source-file.ts';
import { plantsPath } from './plant-named.ts';

type ImportOptions = { recipe: string; plan?: true; dryRun?: true; rejected?: string };

export const jobsPath = '/api/v1/intake/import-jobs';
/** Beyond this many created plants, adding them up again would take longer than the import. */
const sumsUpTo = 20_000;

export function addImportCommand(program: Command, context: () => Context): void {
  program
    .command('import <file>')
    .description('import a file by a recipe')
    .requiredOption('--recipe <name>', 'name of the recipe, or name@version')
    .option('--plan', 'say what would happen, row by row and in sum, and write nothing')
    .option('--dry-run', 'the same as --plan')
    .option('--rejected <file>', 'where to write the rejected rows with their reasons')
    .action((file: string, options: ImportOptions) => importFile(context(), file, options));
}

async function importFile(context: Context, file: string, { recipe, plan, dryRun, rejected }: ImportOptions): Promise<void> {
  const { api, terminal } = context;
  const uploaded = await uploadSourceFile(context, file);
  terminal.note(`${uploaded.fileName}: ${uploaded.byteSize} bytes${uploaded.recognised ? ', stored before' : ' uploaded'}, ${uploaded.sniff.encoding.value}, ${uploaded.sniff.columns.length} columns`);
  const [name, version] = recipe.split('@');
  const started = await withProof(context, () => api.call(jobsPath, ImportJobView, {
    method: 'POST',
    headers: { 'idempotency-key': randomUUID() },
    body: { sourceFileId: uploaded.id, recipe: { name, ...(version ? { version: Number(version) } : {}) }, mode: plan || dryRun ? 'plan' : 'apply' },
  }));
  const job = await followJob(terminal, started, () => api.call(`${jobsPath}/${started.id}`, ImportJobView));
  const created = job.mode === 'apply' && job.target === 'assets.plants' && job.counts.created <= sumsUpTo ? await createdPlants(api, job) : undefined;
  if (rejected !== undefined) await download(api, job, rejected);
  terminal.result({ ...job, created }, () => importSummary(job, created));
  if (rejected !== undefined) terminal.note(`rejected rows are in ${rejected}`);
  if (job.mode === 'plan' && job.status !== 'failed') return terminal.note(`apply it with: kairos jobs approve ${job.id}`);
  if (job.status !== 'completed') throw new CliError(`The import is ${job.status}; the rows counted so far stand.`);
}

async function createdPlants(api: Context['api'], job: ImportJobView): Promise<CreatedPlants | undefined> {
  if (job.counts.created === 0) return { plants: 0, capacityKw: '0' };
  const rows = await items(api, `${jobsPath}/${job.id}/rows`, RowResultPage, { outcome: 'created' });
  const ids = new Set<string | null>(rows.items.map(({ recordId }) => recordId));
  const plants = await items(api, plantsPath, PlantPage, { sort: '-createdAt' });
  return sumOfCapacities(plants.items.filter(({ id }) => ids.has(id)));
}

async function download(api: Context['api'], job: ImportJobView, target: string): Promise<void> {
  const response = await api.send(`${jobsPath}/${job.id}/rejections`);
  if (response.body) await pipeline(Readable.fromWeb(response.body), createWriteStream(target));
}
