import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { currentTenantId, runAsTenant } from '@kairos/tenancy';
import writeXlsx from 'write-excel-file/node';
import { escapeFormulas, exportCsv } from '@kairos/http';
import { ImportJobsQueries } from '../import-jobs/import-jobs.queries.ts';
import { correctionHeader, correctionLine, type OpenRow } from './correction-file.calc.ts';
import { TooManyRowsForWorkbook } from './row-results.errors.ts';
import { RowResultsQueries } from './row-results.queries.ts';

const pageSize = 500;
/** A workbook is made in memory. */
const mostRowsOfWorkbook = 50_000;
type Page = (after: number) => Promise<OpenRow[]>;
type Opened = { importJobId: string; columns: readonly string[]; page: Page };

/** The rejected rows of a job that nobody has corrected yet, page by page from the database: to be corrected, and brought back. */
@Injectable()
export class CorrectionDownload {
  constructor(
    private readonly em: EntityManager,
    private readonly jobs: ImportJobsQueries,
    private readonly rows: RowResultsQueries,
  ) {}

  async csv(importJobId: string, actor: Actor): Promise<Readable> {
    return Readable.from(lines(await this.open(importJobId, actor)), { objectMode: false });
  }

  /** @throws TooManyRowsForWorkbook */
  async xlsx(importJobId: string, actor: Actor): Promise<Readable> {
    const { columns, page } = await this.open(importJobId, actor);
    const table = [correctionHeader(columns)];
    for (let after = 0; ; ) {
      const rows = await page(after);
      const last = rows.at(-1);
      if (!last) break;
      if (table.length + rows.length > mostRowsOfWorkbook) throw new TooManyRowsForWorkbook(mostRowsOfWorkbook);
      table.push(...rows.map((row) => correctionLine(importJobId, row)));
      after = last.row;
    }
    const cells = table.map((line) => line.map((cell) => ({ value: escapeFormulas(cell), type: String })));
    return Readable.from([await writeXlsx(cells, { sheet: 'corrections' }).toBuffer()], { objectMode: false });
  }

  private async open(importJobId: string, actor: Actor): Promise<Opened> {
    const tenantId = currentTenantId();
    const { columns } = await this.jobs.expectResults(importJobId, actor);
    // The socket asks for more outside the request's context, so each page names its tenant itself.
    return { importJobId, columns, page: (after) => runAsTenant(this.em, tenantId, () => this.rows.open(importJobId, after, pageSize)) };
  }
}

async function* lines({ importJobId, columns, page }: Opened): AsyncGenerator<string> {
  yield exportCsv([correctionHeader(columns)]);
  for (let after = 0; ; ) {
    const rows = await page(after);
    const last = rows.at(-1);
    if (!last) return;
    yield exportCsv(rows.map((row) => correctionLine(importJobId, row)));
    after = last.row;
  }
}
