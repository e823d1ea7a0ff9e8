import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { BatchRowResult } from '@kairos/contracts';
import { insertRow } from '@kairos/tenancy';

export type ChunkOfRows = { tenantId: string; importJobId: string; chunkIndex: number };

/** What the rows of each chunk came to the first time, whatever became of their records since. */
@Injectable()
export class DeliveryReceipts {
  constructor(private readonly em: EntityManager) {}

  /** Makes the deliveries of a chunk and keeps what its rows came to, in one transaction; a chunk that comes again makes none and is answered the same. */
  once(chunk: ChunkOfRows, make: () => Promise<BatchRowResult[]>): Promise<BatchRowResult[]> {
    return this.em.transactional(async (em) => {
      const earlier = await this.earlier(em, chunk);
      if (earlier) return earlier;
      const results = await make();
      const { tenantId, importJobId, chunkIndex } = chunk;
      await insertRow(em, 'delivery_receipt', { tenant_id: tenantId, import_job_id: importJobId, chunk_index: chunkIndex, results: JSON.stringify(results), made_at: new Date() });
      return results;
    });
  }

  /** What the rows of a chunk came to, if they were taken. */
  find(chunk: ChunkOfRows): Promise<BatchRowResult[] | undefined> {
    return this.em.transactional((em) => this.earlier(em, chunk));
  }

  /** The same chunk taken by two workers: the later waits, and finds the receipt. */
  private async earlier(em: EntityManager, { tenantId, importJobId, chunkIndex }: ChunkOfRows): Promise<BatchRowResult[] | undefined> {
    await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 4))', [`${tenantId}:${importJobId}:${chunkIndex}`]);
    const [earlier] = await em.execute<{ results: BatchRowResult[] }[]>('select results from delivery_receipt where import_job_id = ? and chunk_index = ?', [importJobId, chunkIndex]);
    return earlier?.results;
  }
}
