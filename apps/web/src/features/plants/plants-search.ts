import { z } from 'zod';
import { Kilowatts, plantFilters, PlantSort } from '@kairos/contracts';
import { command, options, type CommandLine } from '../../lib/command-line.ts';
import { flag } from '../../lib/flag.ts';

/** An address says a number where the API takes its text. */
const kilowatts = z.union([z.string(), z.number().transform(String)]).pipe(Kilowatts).optional().catch(undefined);

/** What the list is narrowed to, in its address; what it does not know is left out rather than refused. */
export const PlantsSearch = z.object({
  text: z.string().max(200).optional().catch(undefined),
  type: plantFilters.type.catch(undefined),
  status: plantFilters.status.catch(undefined),
  region: plantFilters.region.catch(undefined),
  sizeBand: plantFilters.sizeBand.catch(undefined),
  province: plantFilters.province.catch(undefined),
  tag: plantFilters.tag.catch(undefined),
  protectedArea: flag,
  capacityFromKw: kilowatts,
  capacityToKw: kilowatts,
  sort: PlantSort.unwrap().optional().catch(undefined),
  /** Names joined by commas, in their order. */
  columns: z.string().max(2000).optional().catch(undefined),
});
export type PlantsSearch = z.infer<typeof PlantsSearch>;

/** What narrows a list, without its order and its columns. */
export const narrowings = ['text', 'type', 'status', 'sizeBand', 'region', 'province', 'tag', 'protectedArea', 'capacityFromKw', 'capacityToKw'] as const satisfies readonly (keyof PlantsSearch)[];

/** The query of the API that a search amounts to. */
export function plantsQuery({ columns: _, ...filters }: PlantsSearch): Omit<PlantsSearch, 'columns'> {
  return filters;
}

/** The line for the terminal that lists the same, as far as it knows the filters. */
export function plantsCommand({ type, status, region, text, sort }: Partial<PlantsSearch>): CommandLine {
  return command`kairos plants list${options({ '--type': type, '--status': status, '--region': region, '--text': text, '--sort': sort })}`;
}
