import type { Command } from 'commander';
import { ImportStatisticsView } from '@kairos/contracts';
import type { Context } from '../context.ts';
import { grouped, table } from '../format/table.calc.ts';
import { countOption } from './options.ts';

export function addJobsStatisticsCommand(jobs: Command, context: () => Context): void {
  jobs
    .command('statistics')
    .description('how many imports there were, with their rows, error rate and time')
    .option('--days <n>', 'how many days back', countOption, 30)
    .action((options: { days: number }) => statistics(context(), options));
}

async function statistics({ api, terminal }: Context, { days }: { days: number }): Promise<void> {
  const found = await api.call(`/api/v1/intake/statistics/import-jobs?days=${days}`, ImportStatisticsView);
  const groups = [
    { by: '', of: `all of ${found.days} days`, ...found.all },
    ...(['byStatus', 'byMode', 'byTarget', 'byRecipe'] as const).flatMap((by) => found[by].map((group) => ({ by: by.slice(2).toLowerCase(), ...group }))),
  ];
  terminal.result(found, () =>
    table(groups, [
      { title: 'by', value: ({ by }) => by },
      { title: 'of', value: ({ of }) => of, maxWidth: 40 },
      { title: 'imports', value: ({ jobs }) => grouped(jobs), align: 'right' },
      { title: 'rows', value: ({ rows }) => grouped(rows.read), align: 'right' },
      { title: 'rejected', value: ({ errorRate }) => `${(errorRate * 100).toFixed(1)} %`, align: 'right' },
      { title: 'mean', value: ({ meanSeconds }) => inSeconds(meanSeconds), align: 'right' },
      { title: 'p95', value: ({ p95Seconds }) => inSeconds(p95Seconds), align: 'right' },
    ]),
  );
}

function inSeconds(seconds: number | null): string {
  return seconds === null ? '–' : `${seconds.toFixed(1)} s`;
}
