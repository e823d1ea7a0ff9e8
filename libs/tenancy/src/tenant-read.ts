import pg, { type Connection, type QueryConfig, type QueryResult } from 'pg';

/** What the driver's query has besides its public type: how it is sent, and what it does with each answer. */
type DriverQuery = pg.Query & {
  prepare(connection: Connection): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Connection): void;
};
const DriverQuery = pg.Query as unknown as new (config: QueryConfig, callback: (error: Error | null, result: QueryResult) => void) => DriverQuery;

const context = 'tenant-read';
const contextText = `select set_config('app.tenant_id', $1, true), set_config('transaction_read_only', 'on', true)`;
const prepared = new WeakSet<Connection>();

/**
 * A statement that travels with its tenant: both are bound and executed before one Sync, which makes them one read-only
 * transaction in one message and one answer. What is set ends with that transaction.
 */
export class TenantRead extends DriverQuery {
  private contextIsSet = false;

  constructor(
    private readonly tenantId: string,
    statement: Required<Pick<QueryConfig, 'name' | 'text' | 'values'>>,
    callback: (error: Error | null, result: QueryResult) => void,
  ) {
    super(statement, callback);
  }

  override prepare(connection: Connection): void {
    if (!prepared.has(connection)) connection.parse({ name: context, text: contextText, types: [] }, true);
    prepared.add(connection);
    connection.bind({ statement: context, values: [this.tenantId] }, true);
    connection.execute(null, true);
    super.prepare(connection);
  }

  override handleDataRow(message: unknown): void {
    if (this.contextIsSet) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: Connection): void {
    if (this.contextIsSet) super.handleCommandComplete(message, connection);
    else this.contextIsSet = true;
  }
}
