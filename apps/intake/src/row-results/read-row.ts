import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { upgradeRecipe, type Recipe, type RowResultDetail, type SniffResult } from '@kairos/contracts';
import { FileStore } from '@kairos/service-kit/file-store';
import { currentTenantId, tenantQuery } from '@kairos/tenancy';
import { readRowsInTurn } from '../formats/read-rows-in-turn.ts';
import { toRowResult } from '../import-jobs/import-job-view.calc.ts';
import { ImportJobsQueries } from '../import-jobs/import-jobs.queries.ts';
import { namedColumns } from '../drift/drift-report.calc.ts';
import { ExpressionSandbox } from '../expressions/expression-sandbox.ts';
import { compileRecipe } from '../mapping/compile-recipe.calc.ts';
import { expressionsIn } from '../mapping/expressions-in.ts';
import type { MappedRow } from '../mapping/map-row.calc.ts';
import { mapRows } from '../mapping/map-rows.ts';
import type { NumberCells, RowBatch, SourceRow } from '../rows/source-row.ts';
import { rowOptions } from '../sniffing/row-options.calc.ts';
import { RowNotFound } from './row-results.errors.ts';
import { RowResultsQueries } from './row-results.queries.ts';

type Source = { recipe: Recipe; sha256: string; sniff: SniffResult; chunkRows: number; chunkLength: number; cells: string[] | null; numbers: NumberCells | null };

/**
 * One row in full: its cells as they stand in the file, and what the recipe makes of them. Neither is stored: file and recipe are
 * pinned, so both are read again.
 */
@Injectable()
export class RowReader {
  constructor(
    private readonly em: EntityManager,
    private readonly store: FileStore,
    private readonly jobs: ImportJobsQueries,
    private readonly rows: RowResultsQueries,
  ) {}

  async read(importJobId: string, rowNumber: number, actor: Actor): Promise<RowResultDetail> {
    await this.jobs.expectResults(importJobId, actor);
    const result = await this.rows.read(importJobId, rowNumber, actor);
    if (!result) throw new RowNotFound();
    const source = await this.sourceOf(importJobId, rowNumber);
    const { columns, row, mapped } = source ? await this.again(source, rowNumber) : { columns: [], row: undefined, mapped: undefined };
    const cells = row?.cells ?? result.cells ?? [];
    const values = mapped?.kind === 'valid' ? mapped.values : null;
    const view = toRowResult(result);
    const changes = view.outcome === 'created' && values ? Object.entries(values).flatMap(([field, after]) => (after === null ? [] : [{ field, before: null, after }])) : view.changes;
    return { ...view, changes, input: cells.map((cell, index) => ({ column: columns[index] ?? `column ${index + 1}`, cell })), output: values } as RowResultDetail;
  }

  /** A corrected row stands in the correction, which an approved plan has handed over to its apply; any other stands in the file. */
  private async sourceOf(importJobId: string, rowNumber: number): Promise<Source | undefined> {
    const [source] = await tenantQuery<Source>(
      this.em,
      `select j.recipe, j.chunk_rows as "chunkRows", j.chunk_length as "chunkLength", f.sha256, f.sniff, c.cells, c.numbers from import_job j
         join source_file f on f.tenant_id = j.tenant_id and f.id = j.source_file_id
         left join import_job a on a.tenant_id = j.tenant_id and a.plan_job_id = j.id
         left join import_correction c on c.tenant_id = j.tenant_id and c.import_job_id = coalesce(a.id, j.id) and c.row_number = $2
       where j.id = $1`,
      [importJobId, rowNumber],
    );
    return source;
  }

  private async again({ recipe: stored, sha256, sniff, cells, numbers, chunkRows, chunkLength }: Source, rowNumber: number): Promise<{ columns: readonly string[]; row?: SourceRow; mapped?: MappedRow }> {
    const recipe = upgradeRecipe<Recipe>(stored);
    let first: RowBatch | undefined;
    try {
      for await (const batch of readRowsInTurn(this.store.read(currentTenantId(), sha256), rowOptions(recipe.parse, sniff, namedColumns(recipe), { batchSize: chunkRows, batchLength: chunkLength }))) {
        first ??= batch;
        const row = cells ? { row: rowNumber, line: 1, cells, blank: false, ...(numbers ? { numbers } : {}) } : batch.rows.find((candidate) => candidate.row === rowNumber);
        if (!row) continue;
        const compiled = compileRecipe(recipe, first.columns, first.rows);
        if ('problem' in compiled) return { columns: first.columns, row };
        await using sandbox = new ExpressionSandbox();
        const [mapped] = await mapRows(compiled, [row], expressionsIn(sandbox));
        return { columns: first.columns, row, ...(mapped ? { mapped } : {}) };
      }
    } catch (error) {
      // The file may be gone by now; what was kept of the row is told all the same.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    return { columns: first?.columns ?? [] };
  }
}
