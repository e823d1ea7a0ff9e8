import type { EntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery, type ControlledTransaction } from 'kysely';

/** Writing more than these as JSON would keep everybody else from the process for too long. */
const rowsAtOnce = 500;

/**
 * Inserts many rows, hundreds a statement, each with one parameter, inside the ambient transaction: what bulk commands do instead of
 * going through the unit of work, which costs ten times as much.
 *
 * @param table a table of the service, never from a request
 * @param rows all with the same columns; values as JSON tells them to Postgres, so times in ISO 8601 and bigints in text
 */
export async function insertRows(em: EntityManager, table: string, rows: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  for (let at = 0; at < rows.length; at += rowsAtOnce) await insertJson(em, table, columns, JSON.stringify(rows.slice(at, at + rowsAtOnce)));
}

function insertJson(em: EntityManager, table: string, columns: readonly string[], json: string): Promise<void> {
  const list = columns.join(', ');
  return executeInTransaction(em, `insert into ${table} (${list}) select ${list} from json_populate_recordset(null::${table}, $1)`, [json]);
}

/**
 * Runs a statement in the ambient transaction as it stands, and nothing that waits to be flushed with it.
 *
 * @throws Error outside a transaction
 */
export async function executeInTransaction(em: EntityManager, text: string, values: unknown[]): Promise<void> {
  const transaction: ControlledTransaction<unknown> | undefined = em.getContext().getTransactionContext();
  if (!transaction) throw new Error('Rows are inserted inside a transaction.');
  await transaction.executeQuery(CompiledQuery.raw(text, values));
}
