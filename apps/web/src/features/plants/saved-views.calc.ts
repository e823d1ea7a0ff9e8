import type { SaveViewBody } from '@kairos/contracts';
import { narrowings, PlantsSearch } from './plants-search.ts';

type Kept = { filters: Readonly<Record<string, unknown>>; sort: string; columns: readonly string[] };

/** A search as a view keeps it, with the columns that are shown. */
export function viewOf(search: PlantsSearch, columns: readonly string[]): Pick<SaveViewBody, 'filters' | 'sort' | 'columns'> {
  const filters = Object.fromEntries(narrowings.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]])));
  return { filters, sort: search.sort ?? 'name', columns: [...columns] } as Pick<SaveViewBody, 'filters' | 'sort' | 'columns'>;
}

/** The search that a view amounts to; nothing where it narrows by what this list cannot show, such as a custom field: half of it would show other plants than it names. */
export function searchOf({ filters, sort, columns }: Kept, known: readonly string[]): PlantsSearch | undefined {
  const shown = columns.filter((column) => known.includes(column));
  const search = PlantsSearch.parse({ ...filters, sort: sort === 'name' ? undefined : sort, columns: shown.length > 0 ? shown.join(',') : undefined });
  const told = new Set<string>(narrowings.filter((name) => search[name] !== undefined));
  return Object.keys(filters).every((name) => told.has(name)) ? search : undefined;
}
