import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery, type ControlledTransaction } from 'kysely';
import type { PoolClient, QueryResultRow } from 'pg';
import { currentTenantId } from './tenant-context.ts';
import { TenantRead } from './tenant-read.ts';

/** A `timestamptz` as these reads deliver it (the driver leaves it text) as an instant in UTC. */
export function toInstant(timestamp: string | Date): string {
  return new Date(timestamp).toISOString();
}

const names = new Map<string, string>();

/**
 * Reads rows of the current tenant, without the unit of work: context and statement in one message, both
 * prepared once per connection. Inside a transaction it reads what that transaction did, flushed or not. For queries that
 * answer a request; commands go through entities.
 *
 * @param text SQL with `$1` parameters; values never stand in the text, because every text is prepared and kept
 */
export async function tenantQuery<R extends QueryResultRow>(em: EntityManager, text: string, values: unknown[] = []): Promise<R[]> {
  const tenantId = currentTenantId();
  const context = em.getContext();
  const transaction: ControlledTransaction<unknown> | undefined = context.getTransactionContext();
  if (transaction) {
    await context.flush();
    return (await transaction.executeQuery<R>(CompiledQuery.raw(text, values))).rows;
  }
  const pool = await context.getConnection().getNativeClient();
  const client = await pool.connect();
  try {
    const rows = await read<R>(client, tenantId, { name: nameOf(text), text, values });
    client.release();
    return rows;
  } catch (error) {
    client.release(error as Error);
    throw error;
  }
}

function read<R extends QueryResultRow>(client: PoolClient, tenantId: string, statement: { name: string; text: string; values: unknown[] }): Promise<R[]> {
  return new Promise((resolve, reject) => {
    client.query(new TenantRead(tenantId, statement, (error, result) => (error ? reject(error) : resolve(result.rows as R[]))));
  });
}

function nameOf(text: string): string {
  const known = names.get(text);
  if (known) return known;
  const name = createHash('sha256').update(text).digest('hex').slice(0, 32);
  names.set(text, name);
  return name;
}
