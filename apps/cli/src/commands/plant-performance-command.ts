import type { Command } from 'commander';
import { PlantPerformance, type PlantMonthView } from '@kairos/contracts';
import type { Context } from '../context.ts';
import { grouped, percent, table } from '../format/table.calc.ts';
import { plantIdOf, plantsPath } from './plant-named.ts';

type Months = { from?: string; to?: string };

/** What one plant yielded, month by month. */
export function addPlantPerformanceCommand(plants: Command, context: () => Context): void {
  plants
    .command('performance <codeOrId>')
    .description('what a plant yielded month by month, beside what was expected, and its ratios')
    .option('--from <month>', 'such as 2026-01; the last twelve months unless said')
    .option('--to <month>')
    .action((codeOrId: string, options: Months) => performance(context(), codeOrId, options));
}

async function performance({ api, terminal }: Context, codeOrId: string, query: Months): Promise<void> {
  const answer = await api.call(`${plantsPath}/${await plantIdOf(api, codeOrId)}/performance`, PlantPerformance, { query });
  const ratio = (of: PlantMonthView['availability']) => (of === null ? '' : `${percent(of.value)}${of.meetsTarget === false ? ' below target' : ''}`);
  terminal.result(answer, () =>
    [
      table(answer.months, [
        { title: 'month', value: ({ month, ended }) => (ended ? month : `${month} (runs)`) },
        { title: 'kWh', value: ({ actualKwh }) => (actualKwh === null ? 'unknown' : grouped(actualKwh)), align: 'right' },
        { title: 'expected kWh', value: ({ expectedKwh }) => (expectedKwh === null ? 'unknown' : grouped(expectedKwh)), align: 'right' },
        { title: 'performance ratio', value: (month) => ratio(month.performanceRatio), align: 'right' },
        { title: 'availability', value: ({ availability }) => ratio(availability), align: 'right' },
        { title: 'capacity factor', value: ({ capacityFactor }) => ratio(capacityFactor), align: 'right' },
        { title: 'revenue €', value: ({ revenueEur }) => (revenueEur === null ? '' : grouped(revenueEur)), align: 'right' },
      ]),
      ...answer.alerts.map(({ detail }) => detail),
    ].join('\n'),
  );
}
