import pg from 'pg';
import { databaseAt, reach } from './reach.ts';

/** A few connections of the superuser, closed when the work is over. Statements that take longer than the limit are given up. */
export async function withDatabase<T>(url: string, limits: { readOnly: boolean; statementTimeoutMs: number }, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const options = `-c default_transaction_read_only=${limits.readOnly ? 'on' : 'off'} -c statement_timeout=${limits.statementTimeoutMs}`;
  const pool = new pg.Pool({ connectionString: url, max: 4, options, application_name: 'kairos-operator', connectionTimeoutMillis: 3000 });
  pool.on('error', () => undefined);
  try {
    await reach(databaseAt(url), pool.query('select'));
    return await work(pool);
  } finally {
    await pool.end();
  }
}
