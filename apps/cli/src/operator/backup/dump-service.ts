import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { ServiceName } from '@kairos/contracts';
import type { SequencePart, ServicePart, TablePart } from './manifest.ts';
import { tableEntry } from './manifest.ts';
import { Measuring } from './measured.ts';
import type { TarEntry } from './tar.ts';

const chunkBytes = 4 * 1024 * 1024;

/** How values are written and read back exactly, whatever a server's settings are. */
export const exactText = `set client_encoding = 'UTF8'; set datestyle = 'ISO'; set intervalstyle = 'postgres'; set extra_float_digits = 3; set bytea_output = 'hex'`;

/** Copies every table of one schema as the open transaction sees it, in chunks, and notes in `parts` what it copied. */
export async function* dumpService(client: pg.Client, service: ServiceName, parts: ServicePart[]): AsyncGenerator<TarEntry> {
  const part: ServicePart = { name: service, migrations: await migrationsIn(client, service), tables: [], sequences: [] };
  for (const table of await tablesIn(client, service)) yield* dumpTable(client, service, table, part.tables);
  // Last: a sequence runs outside the transaction, so it is never behind the rows.
  part.sequences = await sequencesIn(client, service);
  parts.push(part);
}

async function* dumpTable(client: pg.Client, service: ServiceName, { name, columns }: Pick<TablePart, 'name' | 'columns'>, tables: TablePart[]): AsyncGenerator<TarEntry> {
  const list = columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const copy = client.query(copyTo(`copy (select ${list} from ${service}.${client.escapeIdentifier(name)}) to stdout`));
  const measuring = new Measuring();
  let number = 0;
  for await (const chunk of inChunks(measuring.pass(copy))) {
    number += 1;
    yield { name: tableEntry(service, name, number), size: chunk.byteLength, content: [chunk] };
  }
  tables.push({ name, columns, rows: copy.rowCount, ...measuring.result() });
}

/** An archive says the size of a file before its content, and that of a table is known at its end only. */
async function* inChunks(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let [held, size]: [Uint8Array[], number] = [[], 0];
  for await (const chunk of content) {
    held.push(chunk);
    size += chunk.byteLength;
    if (size < chunkBytes) continue;
    yield Buffer.concat(held);
    [held, size] = [[], 0];
  }
  if (size > 0) yield Buffer.concat(held);
}

async function migrationsIn(client: pg.Client, service: ServiceName): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`select name from ${service}.schema_migration order by id`);
  return rows.map(({ name }) => name);
}

async function tablesIn(client: pg.Client, service: ServiceName): Promise<Pick<TablePart, 'name' | 'columns'>[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relnamespace = $1::regnamespace and c.relkind in ('r', 'p') and not c.relispartition group by c.oid, c.relname order by c.relname`,
    [service],
  );
  return rows;
}

async function sequencesIn(client: pg.Client, service: ServiceName): Promise<SequencePart[]> {
  const { rows: owned } = await client.query<{ sequence: string; table: string; column: string }>(
    `select s.oid::regclass::text as sequence, t.relname as table, a.attname as column
     from pg_class s join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = s.oid and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')
     join pg_class t on t.oid = d.refobjid join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
     where s.relkind = 'S' and s.relnamespace = $1::regnamespace order by 2, 3`,
    [service],
  );
  const sequences: SequencePart[] = [];
  for (const { sequence, table, column } of owned) {
    const { rows } = await client.query<{ last_value: string; is_called: boolean }>(`select last_value::text, is_called from ${sequence}`);
    if (rows[0]) sequences.push({ table, column, lastValue: rows[0].last_value, isCalled: rows[0].is_called });
  }
  return sequences;
}
