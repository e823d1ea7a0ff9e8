import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { BatchRowResult, ConnectorEndpoint, Recipe } from '@kairos/contracts';
import { DeliveryReceipts, type ChunkOfRows } from '../deliveries/delivery-receipts.repository.ts';
import { RecordDeliveries, type RecordToDeliver } from '../deliveries/record-deliveries.repository.ts';
import { Connector } from './connector.entity.ts';
import { RecipeDoesNotFitConnector, UnknownConnectorOfRecipe } from './connector.errors.ts';
import { fieldFaults } from './field-faults.calc.ts';
import { valueIn, type RecordValues } from './request-of.calc.ts';

export type RowsForConnector = {
  importJobId: string;
  chunkIndex: number;
  dryRun: boolean;
  recipe: Pick<Recipe, 'connector' | 'naturalKey'>;
  owner: { userId: string; apiKeyId: string | null };
  rows: readonly { rowNumber: number; values: Record<string, unknown> }[];
};

/** Takes the rows of imports for connectors, as a service takes those for its records. */
@Injectable()
export class ConnectorRows {
  constructor(
    private readonly em: EntityManager,
    private readonly deliveries: RecordDeliveries,
    private readonly receipts: DeliveryReceipts,
  ) {}

  /** Whether a recipe's fields are those of the endpoint it names. @throws UnknownConnectorOfRecipe, RecipeDoesNotFitConnector */
  async demandFit({ connector: wanted, fields }: Pick<Recipe, 'connector' | 'fields'>): Promise<void> {
    if (!wanted) return;
    const { endpoint } = await this.find(wanted);
    const known = new Map(endpoint.fields.map((field) => [field.name, field]));
    const mapped = new Set(fields.map(({ target }) => target));
    const faults = [
      ...fields.flatMap(({ target }, index) => (known.has(target) ? [] : [{ pointer: `/fields/${index}/target`, detail: `the endpoint has no field ${target}` }])),
      ...endpoint.fields.flatMap(({ name, required }) => (required && !mapped.has(name) ? [{ pointer: '/fields', detail: `the endpoint needs ${name}` }] : [])),
    ];
    if (faults.length > 0) throw new RecipeDoesNotFitConnector(faults);
  }

  /**
   * Makes deliveries of a chunk's rows, for the current tenant; a chunk that comes again is answered as the first time.
   *
   * @throws UnknownConnectorOfRecipe when there is no such connector or endpoint any more
   */
  async take(chunk: RowsForConnector): Promise<BatchRowResult[]> {
    const { connector, endpoint } = await this.find(chunk.recipe.connector);
    const make = () => this.make(connector, endpoint, chunk);
    return chunk.dryRun ? make() : this.receipts.once({ tenantId: connector.tenantId, importJobId: chunk.importJobId, chunkIndex: chunk.chunkIndex }, make);
  }

  /** What the rows of a chunk came to, if they were taken. */
  receiptOf(chunk: ChunkOfRows): Promise<BatchRowResult[] | undefined> {
    return this.receipts.find(chunk);
  }

  private async make(connector: Connector, endpoint: ConnectorEndpoint, { importJobId, dryRun, recipe, owner, rows }: RowsForConnector): Promise<BatchRowResult[]> {
    const rejected = new Map<number, BatchRowResult>();
    const sound: RecordToDeliver[] = [];
    for (const { rowNumber, values: read } of rows) {
      const values: RecordValues = Object.fromEntries(Object.entries(read).map(([name, value]) => [name, value === null || value === undefined ? null : String(value as string | number)]));
      const errors = fieldFaults(endpoint.fields, values);
      if (errors.length > 0) rejected.set(rowNumber, { rowNumber, outcome: 'rejected', recordId: null, errors });
      else sound.push({ rowNumber, key: JSON.stringify(recipe.naturalKey.map((name) => valueIn(values, name))), values: { ...values } });
    }
    const target = { originId: connector.id, topic: endpoint.name, importJobId, owner };
    const made = new Map((await this.deliveries.make(connector.tenantId, target, sound, dryRun)).map((one) => [one.rowNumber, one]));
    return rows.map(({ rowNumber }) => {
      const one = made.get(rowNumber);
      return one ? { rowNumber, outcome: one.outcome, recordId: one.deliveryId, errors: [] } : (rejected.get(rowNumber) as BatchRowResult);
    });
  }

  private async find(wanted: Recipe['connector']): Promise<{ connector: Connector; endpoint: ConnectorEndpoint }> {
    const connector = wanted && (await this.em.fork().findOne(Connector, { name: wanted.name }));
    const endpoint = connector?.endpoints.find(({ name }) => name === wanted?.endpoint);
    if (!connector || !endpoint) throw new UnknownConnectorOfRecipe();
    return { connector, endpoint };
  }
}
