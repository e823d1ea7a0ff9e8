import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { everyService, type Migratable } from '../installation.ts';

/** Every service, with further migrations of assets as a version of the product would bring them, in a folder within the given one. */
export function servicesWith(migrations: Record<string, string>, within: string): Migratable[] {
  const folder = mkdtempSync(join(within, 'migrations-'));
  return everyService.map((service) => {
    if (service.name !== 'assets') return service;
    cpSync(fileURLToPath(service.migrations), folder, { recursive: true });
    for (const [name, text] of Object.entries(migrations)) writeFileSync(join(folder, `${name}.sql`), text);
    return { ...service, migrations: pathToFileURL(`${folder}/`) };
  });
}

/** A table with a column of every kind of value that is easily lost. */
export const specimenTable = {
  '9001_specimen': `create table "Odd name" (
      id bigint generated always as identity primary key, tenant_id uuid not null, bytes bytea, document json, sorted jsonb, words text[], amounts numeric[], note text,
      exact numeric, rough double precision, at timestamptz, day date, term interval, doubled numeric generated always as (exact * 2) stored);
    select secure_tenant_table('"Odd name"');`,
};

export const specimenRows = String.raw`
  insert into assets."Odd name" (tenant_id, bytes, document, sorted, words, amounts, note, exact, rough, at, day, term) values
    (gen_random_uuid(), '\x00ff0d0a5c2e', '{"b": 1,  "a": [null, "è\n"]}', '{"b": 1, "a": 2}', '{"a,b", "c\"d", "è", NULL, ""}', '{1.10, NULL, 1e-20}', E'tab\tline\nreturn\r back\\slash \\N \\. Ω 水 🌬', 123456789012345678901234567890.1234567890, 0.1::float8 + 0.2::float8, '2026-03-29 02:30:00.123456+01', '0044-03-15 BC', '1 mon 2 days 03:04:05.6'),
    (gen_random_uuid(), '', 'null', '[]', '{}', '{}', '', 'NaN', 'Infinity', 'infinity', '-infinity', '-1 year'),
    (gen_random_uuid(), null, null, null, null, null, null, null, null, null, null, null);
  insert into assets."Odd name" (tenant_id, bytes) select gen_random_uuid(), decode(repeat(md5(n::text), 8000), 'hex') from generate_series(1, 40) n;
  delete from assets."Odd name" where id = (select max(id) from assets."Odd name");`;
