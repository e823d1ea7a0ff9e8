import { kilowattsOf, wattsOf, type ImportJobView } from '@kairos/contracts';
import { grouped, printable, table } from './table.calc.ts';

export type CreatedPlants = { plants: number; capacityKw: string };

/** The exact sum of capacities, in kilowatts. */
export function sumOfCapacities(plants: readonly { capacityKw: string }[]): CreatedPlants {
  return { plants: plants.length, capacityKw: kilowattsOf(plants.reduce((sum, { capacityKw }) => sum + wattsOf(capacityKw), 0n)) };
}

const outcomes = ['created', 'updated', 'unchanged', 'rejected', 'skipped'] as const;

/** What an import did, with its sums and the first rejections. */
export function importSummary(job: ImportJobView, created: CreatedPlants | undefined): string {
  const counts = [{ name: 'read', count: job.counts.read }, ...outcomes.map((name) => ({ name, count: job.counts[name] }))];
  const sum = outcomes.reduce((total, name) => total + job.counts[name], 0);
  const lines = [
    headline(job),
    '',
    table(counts, [{ title: 'rows', value: ({ name }) => name }, { title: 'count', value: ({ count }) => grouped(count), align: 'right' }]),
    `${grouped(job.counts.read)} read = ${outcomes.map((name) => `${grouped(job.counts[name])} ${name}`).join(' + ')}${sum === job.counts.read ? '' : '   ← does not add up'}`,
  ];
  if (created && created.plants > 0) lines.push(`capacity of the ${grouped(created.plants)} created plants: ${grouped(created.capacityKw)} kW`);
  if (job.divergentRows) lines.push(`${grouped(job.divergentRows)} rows came out otherwise than planned`);
  if (job.rowsInDoubt) lines.push('more rows may have been applied than are told here: resume the import to learn of them, or undo it');
  if (job.undo) lines.push(`undone: ${grouped(job.undo.removed)} removed, ${grouped(job.undo.restored)} given back what they held (${printable(job.undo.reason)})`);
  return [...lines, ...impact(job), ...rejections(job)].join('\n');
}

function headline({ mode, status, fileName, recipe, failure }: ImportJobView): string {
  const what = `${mode === 'plan' ? 'Plan' : 'Import'} of ${printable(fileName)} by ${recipe.name} v${recipe.version}`;
  if (!failure) return `${what}: ${status}`;
  const place = failure.line === null ? '' : ` at line ${failure.line}${failure.column === null ? '' : `, column ${failure.column}`}`;
  return `${what}: ${status} (${failure.code}${place}: ${printable(failure.detail)})`;
}

/** What a plan amounts to, by kind of record. */
function impact({ impact: groups }: ImportJobView): string[] {
  if (groups.length === 0) return [];
  const listed = table(groups, [
    { title: 'what', value: ({ group }) => group },
    { title: 'new', value: ({ created }) => grouped(created), align: 'right' },
    { title: 'changed', value: ({ updated }) => grouped(updated), align: 'right' },
    { title: `${groups[0]?.measure} added`, value: ({ added }) => grouped(added), align: 'right' },
    { title: 'moved', value: ({ changed }) => grouped(changed), align: 'right' },
  ]);
  return ['', 'it amounts to', listed];
}

function rejections({ firstRejections, counts }: ImportJobView): string[] {
  if (firstRejections.length === 0) return [];
  const rows = firstRejections.slice(0, 5).flatMap(({ line, errors }) => errors.slice(0, 1).map((error) => ({ line, ...error })));
  const listed = table(rows, [
    { title: 'line', value: ({ line }) => String(line), align: 'right' },
    { title: 'column', value: ({ column }) => column ?? '', maxWidth: 24 },
    { title: 'value', value: ({ value }) => value ?? '', maxWidth: 30 },
    { title: 'reason', value: ({ code, detail }) => `${code}: ${detail}`, maxWidth: 80 },
  ]);
  return ['', `first rejections (of ${grouped(counts.rejected)})`, listed];
}
