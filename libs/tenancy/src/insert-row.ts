import type { EntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery, type ControlledTransaction } from 'kysely';

/**
 * Inserts one row inside the ambient transaction, its values as they are: what is large and made already, a receipt of thousands of rows for
 * one, is read neither by the unit of work nor by Postgres once more.
 *
 * @param table a table of the service, never from a request
 * @param row by column; what a JSON column holds as its text
 */
export function insertRow(em: EntityManager, table: string, row: Readonly<Record<string, string | number | Date>>): Promise<void> {
  const columns = Object.keys(row);
  return executeInTransaction(em, `insert into ${table} (${columns.join(', ')}) values (${columns.map((_, at) => `$${at + 1}`).join(', ')})`, Object.values(row));
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
