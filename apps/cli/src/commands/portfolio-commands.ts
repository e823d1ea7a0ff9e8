import { extname } from 'node:path';
import type { Command } from 'commander';
import { PortfolioMonths, PortfolioProduction, PortfolioSummary } from '@kairos/contracts';
import { saveAnswer } from '../client/save-answer.ts';
import { CliError } from '../cli.errors.ts';
import type { Context } from '../context.ts';
import { grouped, percent, table } from '../format/table.calc.ts';

const plantsPath = '/api/v1/assets/plants';
type Filters = { type?: string; status?: string; region?: string; province?: string; tag?: string; text?: string };

/** What a portfolio comes to, and the whole of it as a file. */
export function addPortfolioCommands(plants: Command, context: () => Context): void {
  filtered(plants.command('summary').description('plants and capacity by type and region')).action((filters: Filters) => summarise(context(), filters));
  filtered(plants.command('production').description('what plants yielded in a month, beside the month before and the targets'))
    .option('--month <month>', 'such as 2026-01; the last that is over unless said')
    .action((options: Filters & { month?: string }) => tellProduction(context(), options));
  filtered(plants.command('production-months').description('what plants yielded month by month, beside what was expected of them'))
    .option('--to <month>', 'the last of them, such as 2026-01; the last that is over unless said')
    .option('--months <count>', 'how many; 13 unless said')
    .action((options: Filters & { to?: string; months?: string }) => tellMonths(context(), options));
  filtered(plants.command('export <file>').description('write plants to a file: .csv or .xlsx'))
    .option('--columns <names>', 'joined by commas, such as code,name,capacityKw')
    .action((file: string, options: Filters & { columns?: string }) => exportPlants(context(), file, options));
}

function filtered(command: Command): Command {
  return command.option('--type <type>').option('--status <status>').option('--region <region>').option('--province <letters>').option('--tag <tag>').option('--text <words>', 'part of a code, name or municipality');
}

async function summarise({ api, terminal }: Context, filters: Filters): Promise<void> {
  const summary = await api.call(`${plantsPath}/summary`, PortfolioSummary, { query: filters });
  const rows = [...summary.byType.map(({ type, ...share }) => ({ what: type as string, ...share })), ...summary.byRegion.map(({ region, ...share }) => ({ what: region ?? 'no region', ...share }))].filter(({ plants }) => plants > 0);
  terminal.result(summary, () =>
    [
      table(rows, [
        { title: '', value: ({ what }) => what },
        { title: 'plants', value: ({ plants }) => grouped(plants), align: 'right' },
        { title: 'kW', value: ({ capacityKw }) => grouped(capacityKw), align: 'right' },
      ]),
      `${grouped(summary.plants)} plants, ${grouped(summary.capacityKw)} kW; in operation ${grouped(summary.active.plants)}, ${grouped(summary.active.capacityKw)} kW`,
    ].join('\n'),
  );
}

async function tellProduction({ api, terminal }: Context, query: Filters & { month?: string }): Promise<void> {
  const { month, plants, plantsKnown, actualKwh, trend, performanceRatio, availability } = await api.call(`${plantsPath}/production`, PortfolioProduction, { query });
  const ratio = (name: string, { value, target, plants: known, meetingTarget }: PortfolioProduction['availability']) => `${name} ${percent(value)}, target ${percent(target)}: ${meetingTarget} of ${known} plants reach it`;
  terminal.result({ month, plants, plantsKnown, actualKwh, trend, performanceRatio, availability }, () =>
    [
      `${month}: ${grouped(actualKwh)} kWh of ${plantsKnown} plants (of ${plants})`, `against ${trend.previousMonth}: ${percent(trend.change)} (${trend.plants} plants known in both)`,
      ratio('performance ratio', performanceRatio), ratio('availability', availability),
    ].join('\n'),
  );
}

async function tellMonths({ api, terminal }: Context, query: Filters & { to?: string; months?: string }): Promise<void> {
  const answer = await api.call(`${plantsPath}/production/months`, PortfolioMonths, { query });
  terminal.result(answer, () =>
    table(answer.months, [
      { title: 'month', value: ({ month }) => month },
      { title: 'kWh', value: ({ actualKwh }) => (actualKwh === null ? 'unknown' : grouped(actualKwh)), align: 'right' },
      { title: 'expected kWh', value: ({ expected }) => (expected.expectedKwh === null ? 'unknown' : grouped(expected.expectedKwh)), align: 'right' },
      { title: 'reached', value: ({ expected }) => percent(expected.reached), align: 'right' },
      { title: `plants known, of ${grouped(answer.plants)}`, value: ({ plantsKnown }) => grouped(plantsKnown), align: 'right' },
    ]),
  );
}

async function exportPlants({ api, terminal }: Context, file: string, filters: Filters & { columns?: string }): Promise<void> {
  const format = extname(file).slice(1).toLowerCase();
  if (format !== 'csv' && format !== 'xlsx') throw new CliError('Name a file that ends in .csv or .xlsx.');
  await saveAnswer(file, await api.send(`${plantsPath}/export`, { query: { ...filters, format } }));
  terminal.result({ file }, () => file);
}
