import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { runAsTenant, tenantQuery } from '@kairos/tenancy';
import type { NumberCells, RowBatch, SourceRow } from '../rows/source-row.ts';

const pageSize = 500;

type Corrections = { tenantId: string; correctionsOf: string; bytesTotal: number; limits: { batchSize: number; batchLength: number } };
/** `sample` is the first batch of the file that the rows come from: how its columns are written is read from it, as it was the first time. */
export type CorrectedBatch = RowBatch & { sample: RowBatch };

/** The rows of an import of corrections, in the order of the file, and in the same chunks every time. */
@Injectable()
export class CorrectedRows {
  constructor(private readonly em: EntityManager) {}

  async *batches({ tenantId, correctionsOf, bytesTotal, limits }: Corrections, file: AsyncIterable<RowBatch>): AsyncGenerator<CorrectedBatch> {
    const sample = await firstOf(file);
    const total = await this.count(tenantId, correctionsOf);
    let [rows, length, seen]: [SourceRow[], number, number] = [[], 0, 0];
    const batch = (): CorrectedBatch => ({ columns: sample.columns, rows, bytesRead: Math.round((bytesTotal * seen) / Math.max(1, total)), sample });
    for await (const row of this.rows(tenantId, correctionsOf)) {
      rows.push(row);
      seen += 1;
      length += row.cells.reduce((sum, cell) => sum + cell.length, 0);
      if (rows.length < limits.batchSize && length < limits.batchLength) continue;
      yield batch();
      [rows, length] = [[], 0];
    }
    if (rows.length > 0) yield batch();
  }

  private async *rows(tenantId: string, correctionsOf: string): AsyncGenerator<SourceRow> {
    for (let after = 0; ; ) {
      const page = await runAsTenant(this.em, tenantId, () => tenantQuery<{ row: number; line: number; cells: string[]; numbers: NumberCells | null }>(
        this.em, 'select row_number as row, line, cells, numbers from import_correction where import_job_id = $1 and row_number > $2 order by row_number limit $3', [correctionsOf, after, pageSize]));
      for (const { numbers, ...row } of page) yield { ...row, blank: false, ...(numbers ? { numbers } : {}) };
      const last = page.at(-1);
      if (!last) return;
      after = last.row;
    }
  }

  private async count(tenantId: string, correctionsOf: string): Promise<number> {
    const [row] = await runAsTenant(this.em, tenantId, () => tenantQuery<{ count: number }>(this.em, 'select count(*)::integer as count from import_correction where import_job_id = $1', [correctionsOf]));
    return row?.count ?? 0;
  }
}

async function firstOf(batches: AsyncIterable<RowBatch>): Promise<RowBatch> {
  for await (const batch of batches) return batch;
  return { columns: [], rows: [], bytesRead: 0 };
}
