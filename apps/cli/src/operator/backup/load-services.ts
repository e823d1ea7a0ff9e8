import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { CliError } from '../../cli.errors.ts';
import { subscriptions, undelivered } from '../undelivered.sql.ts';
import { exactText } from './dump-service.ts';
import { tableOfEntry, type Manifest, type ServicePart } from './manifest.ts';
import { entriesIn } from './read-backup.ts';
import type { TarEntry } from './tar.ts';

/** Fills migrated schemas with the rows of a backup, all in one transaction. */
export async function loadServices(databaseUrl: string, file: string, { services }: Manifest): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'kairos-restore' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(exactText);
    await client.query('begin');
    // Rows come in any order and are whole as they are: no foreign key is checked, no trigger runs.
    await client.query('set local session_replication_role = replica');
    for (const service of services) await empty(client, service);
    for await (const { service, table, content } of tablesIn(file)) await copy(client, partOf(services, service), table, content);
    for (const service of services) await setSequences(client, service);
    await publishAgainWhatWasUnderway(client);
    await client.query('commit');
    for (const { name, tables } of services) for (const table of tables) await client.query(`analyze ${name}.${client.escapeIdentifier(table.name)}`);
  } finally {
    await client.end();
  }
}

async function empty(client: pg.Client, { name, tables }: ServicePart): Promise<void> {
  const list = tables.map((table) => `${name}.${client.escapeIdentifier(table.name)}`);
  if (list.length > 0) await client.query(`truncate ${list.join(', ')}`);
}

type TableContent = { service: string; table: string; content: AsyncIterable<Uint8Array> };

/** The tables of a backup, each as one stream, however many files of the archive it fills. */
async function* tablesIn(file: string): AsyncGenerator<TableContent> {
  const entries = entriesIn(file);
  let entry = await entries.next();
  while (!entry.done) {
    const of = tableOfEntry(entry.value.name);
    if (of) yield { ...of, content: consecutive(of) };
    else entry = await entries.next();
  }

  async function* consecutive(of: { service: string; table: string }): AsyncGenerator<Uint8Array> {
    for (; !entry.done && isOf(entry.value, of); entry = await entries.next()) yield* entry.value.content;
  }
}

function isOf({ name }: TarEntry, { service, table }: { service: string; table: string }): boolean {
  const found = tableOfEntry(name);
  return found?.service === service && found.table === table;
}

function partOf(services: ServicePart[], name: string): ServicePart {
  const part = services.find((service) => service.name === name);
  if (!part) throw new CliError(`The backup holds rows of ${name}, which its manifest does not name.`);
  return part;
}

async function copy(client: pg.Client, { name, tables }: ServicePart, table: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const part = tables.find((candidate) => candidate.name === table);
  if (!part) throw new CliError(`The backup holds rows of ${name}.${table}, which its manifest does not name.`);
  const columns = part.columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const into = client.query(copyFrom(`copy ${name}.${client.escapeIdentifier(table)} (${columns}) from stdin`));
  await pipeline(Readable.from(content), into);
  if (into.rowCount !== part.rows) throw new CliError(`${name}.${table} took ${into.rowCount} rows of ${part.rows}.`);
}

async function setSequences(client: pg.Client, { name, sequences }: ServicePart): Promise<void> {
  for (const { table, column, lastValue, isCalled } of sequences) {
    await client.query('select setval(pg_get_serial_sequence($1, $2), $3::bigint, $4)', [`${name}.${client.escapeIdentifier(table)}`, column, lastValue, isCalled]);
  }
}

/** Streams are not part of a backup: what a consumer had not taken yet goes back to the relay. Other inboxes know it already. */
async function publishAgainWhatWasUnderway(client: pg.Client): Promise<void> {
  for (const subscription of subscriptions) {
    await client.query(`update ${subscription.publisher}.outbox_message o set published_at = null where ${undelivered(subscription)}`);
  }
}
