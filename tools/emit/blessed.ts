import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blessedSchemaOf, catalogue, schemaBreaches } from '@kairos/contracts';
import { repository } from '../stack/home.ts';
import { pretty } from './files.ts';

const folder = join('libs', 'contracts', 'schemas');

/** The schema files that the events of this version ask for, by path. */
export function blessedSchemas(): Map<string, string> {
  return new Map(catalogue.map((definition) => [join(folder, `${definition.type}.json`), pretty(blessedSchemaOf(definition))]));
}

/** What stands against blessing: changes that would break who reads or wrote these events, and files no event claims. */
export function objections(wanted: Map<string, string>): string[] {
  const unclaimed = readdirSync(join(repository, folder))
    .filter((file) => file.endsWith('.json') && !wanted.has(join(folder, file)))
    .map((file) => `${join(folder, file)}: no event of the catalogue has this type any more`);
  const breaches = [...wanted].flatMap(([path, text]) => {
    const file = join(repository, path);
    if (!existsSync(file)) return [];
    return schemaBreaches(JSON.parse(readFileSync(file, 'utf8')), JSON.parse(text)).map((breach) => `${path}: ${breach}`);
  });
  return [...unclaimed, ...breaches];
}
