import type { EntityName } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

/** A statement that stores rows which come as one text, and what makes the text of aggregates. */
export type Inserting<T> = { statement: string; textOf: (aggregates: readonly T[]) => string };

const known = new Map<string, Promise<Map<string, string>>>();

/** Stores aggregates as JSON tells them, by the names of their properties; the columns that they go to say what each of them is. */
export async function inserting<T extends object>(em: EntityManager, service: string, entity: EntityName<T>): Promise<Inserting<T>> {
  const { tableName, props } = em.getMetadata().get(entity);
  const types = await typesOf(em, service, tableName);
  const stored = props.flatMap(({ name, persist, fieldNames }) => {
    const column = fieldNames?.length === 1 && persist !== false ? fieldNames[0] : undefined;
    const type = column === undefined ? undefined : types.get(column);
    return column === undefined || type === undefined ? [] : [{ name, column, type }];
  });
  const bigints = stored.filter(({ type }) => type === 'bigint').map(({ name }) => name);
  return {
    statement: `insert into ${tableName} (${stored.map(({ column }) => column).join(', ')}) select ${stored.map(({ name }) => `"${name}"`).join(', ')}
      from json_to_recordset($1) as told (${stored.map(({ name, type }) => `"${name}" ${type}`).join(', ')})`,
    textOf: (aggregates) => JSON.stringify(aggregates.map((aggregate) => withoutBigints(aggregate, bigints))),
  };
}

/** JSON has no integers of that size but as text. */
function withoutBigints<T extends object>(aggregate: T, bigints: readonly (keyof T)[]): object {
  const told: Record<keyof T, unknown> = { ...aggregate };
  for (const name of bigints) told[name] = aggregate[name] === null || aggregate[name] === undefined ? null : String(aggregate[name]);
  return told;
}

/** The columns of a table with their types, asked once. */
function typesOf(em: EntityManager, service: string, table: string): Promise<Map<string, string>> {
  const key = `${service}.${table}`;
  const asked = known.get(key) ?? em.execute<{ column: string; type: string }[]>(
    'select attname as "column", format_type(atttypid, atttypmod) as type from pg_attribute where attrelid = to_regclass(?) and attnum > 0 and not attisdropped', [table],
  ).then((rows) => new Map(rows.map(({ column, type }) => [column, type])));
  known.set(key, asked);
  asked.catch(() => known.delete(key));
  return asked;
}
