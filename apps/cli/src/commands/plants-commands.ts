import type { Command } from 'commander';
import { MatchResults, PlantPage } from '@kairos/contracts';
import type { Context } from '../context.ts';
import { items } from '../client/pages.ts';
import { sumOfCapacities } from '../format/import-summary.calc.ts';
import { grouped, printable, table } from '../format/table.calc.ts';
import { countOption } from './options.ts';
import { plantNamed, plantsPath } from './plant-named.ts';
import { addPlantHistoryCommands } from './plant-history-commands.ts';
import { addPlantPerformanceCommand } from './plant-performance-command.ts';
import { addPlantReadingsCommands } from './plant-readings-commands.ts';
import { addPortfolioCommands } from './portfolio-commands.ts';

type ListOptions = { type?: string; status?: string; region?: string; text?: string; sort?: string; limit: number; all?: true };

export function addPlantsCommands(program: Command, context: () => Context): void {
  const plants = program.command('plants').description('the portfolio');
  plants
    .command('list', { isDefault: true })
    .description('list plants')
    .option('--type <type>', 'Photovoltaic, Wind, Hydroelectric, Biomass or Geothermal')
    .option('--status <status>', 'such as "In Operation"')
    .option('--region <region>')
    .option('--text <words>', 'part of a code or name')
    .option('--sort <key>', 'name, code, capacityKw or createdAt, with - in front for the other way', 'name')
    .option('--limit <n>', 'how many', countOption, 50)
    .option('--all', 'all of them')
    .action((options: ListOptions) => list(context(), options));
  plants.command('match <name>').description('find the plants that a name in a file may stand for').option('--in <municipality>').action((name: string, options: { in?: string }) => match(context(), name, options.in));
  addPortfolioCommands(plants, context);
  addPlantHistoryCommands(plants, context);
  addPlantPerformanceCommand(plants, context);
  addPlantReadingsCommands(plants, context);
  plants.command('show <codeOrId>').description('show one plant').action((codeOrId: string) => show(context(), codeOrId));
}

async function list({ api, terminal }: Context, { all, limit, ...filters }: ListOptions): Promise<void> {
  const found = await items(api, plantsPath, PlantPage, filters, all ? undefined : limit);
  const sum = sumOfCapacities(found.items);
  terminal.result({ items: found.items, isComplete: found.isComplete, capacityKw: sum.capacityKw }, () =>
    [
      table(found.items, [
        { title: 'code', value: ({ code }) => code, maxWidth: 20 },
        { title: 'name', value: ({ name }) => name, maxWidth: 36 },
        { title: 'type', value: ({ type }) => type },
        { title: 'kW', value: ({ capacityKw }) => grouped(capacityKw), align: 'right' },
        { title: 'status', value: ({ status }) => status },
        { title: 'region', value: ({ region }) => region ?? '' },
      ]),
      `${grouped(sum.plants)} plants, ${grouped(sum.capacityKw)} kW${found.isComplete ? '' : '; there are more (--all)'}`,
    ].join('\n'),
  );
}

async function match({ api, terminal }: Context, name: string, municipality: string | undefined): Promise<void> {
  const conditions = [{ matchType: 'name', propertyValue: name }, ...(municipality ? [{ matchType: 'property', propertyId: 'municipality', propertyValue: municipality }] : [])];
  const { results } = await api.call(`${plantsPath}/match`, MatchResults, { method: 'POST', body: { queries: [{ conditions }] } });
  const candidates = results[0]?.candidates ?? [];
  terminal.result(candidates, () =>
    table(candidates, [
      { title: 'score', value: ({ score }) => String(score), align: 'right' },
      { title: '', value: ({ match: certain }) => (certain ? 'certain' : '') },
      { title: 'name', value: ({ name: found }) => found, maxWidth: 40 },
      { title: 'what', value: ({ description }) => description, maxWidth: 60 },
    ]),
  );
}

async function show({ api, terminal }: Context, codeOrId: string): Promise<void> {
  const plant = await plantNamed(api, codeOrId);
  const { customFields, inactiveCustomFields: _kept, ...facts } = plant;
  terminal.result(plant, () =>
    [...Object.entries(facts), ...Object.entries(customFields)]
      .filter(([, value]) => value !== null && String(value) !== '')
      .map(([name, value]) => `${name.padEnd(18)} ${printable(String(value))}`)
      .join('\n'),
  );
}
