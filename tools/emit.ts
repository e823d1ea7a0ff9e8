/**
 * Writes what is derived from the code and reviewed with it: the OpenAPI document of each service, the AsyncAPI document
 * of all events, the JSON Schema of recipes and, with `--bless`, the schemas that events are held to. `--check` writes nothing and fails on a difference.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { asyncApi } from './emit/asyncapi.ts';
import { blessedSchemas, objections } from './emit/blessed.ts';
import { outdated, pretty, write, type Files } from './emit/files.ts';
import { openApiOfService, platformVersion } from './emit/openapi.ts';
import { recipeSchema } from './emit/recipe-schema.ts';
import { programs } from './stack/environments.ts';
import { repository } from './stack/home.ts';

async function apiDocuments(): Promise<Files> {
  const files: Files = new Map();
  for (const service of programs) {
    files.set(join('docs', 'api', `${service}.openapi.json`), pretty(await openApiOfService(service)));
  }
  files.set(join('docs', 'api', 'recipe.schema.json'), pretty(recipeSchema()));
  return files.set(join('docs', 'api', 'events.asyncapi.yaml'), stringify(asyncApi(platformVersion), { lineWidth: 120, aliasDuplicateObjects: false }));
}

function fail(title: string, lines: string[]): void {
  console.error([title, ...lines.map((line) => `  ${line}`)].join('\n'));
  process.exitCode = 1;
}

const { check, bless } = parseArgs({ options: { check: { type: 'boolean', default: false }, bless: { type: 'boolean', default: false } } }).values;
mkdirSync(join(repository, 'libs', 'contracts', 'schemas'), { recursive: true });
const documents = await apiDocuments();
const schemas = blessedSchemas();
if (check) {
  const differing = [...outdated(documents).map((path) => `${path} (npm run emit)`), ...outdated(schemas).map((path) => `${path} (npm run emit -- --bless)`)];
  if (differing.length > 0) fail('Not what the code says:', differing);
  else console.log(`${documents.size + schemas.size} documents are what the code says`);
} else {
  write(documents);
  const against = bless ? objections(schemas) : [];
  if (against.length > 0) fail('Not blessed. Declare the next version of the event instead; delete the schema of an event that was never published:', against);
  else if (bless) write(schemas);
  console.log(`${documents.size} documents written${bless && against.length === 0 ? `, ${schemas.size} schemas blessed` : ''}`);
}
