import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { currentTenantId, runAsTenant } from '@kairos/tenancy';
import { ImportJobsQueries } from './import-jobs.queries.ts';
import { rejectionLines, rejectionsHeader } from './rejections-csv.calc.ts';

const pageSize = 500;

/** The rejected rows of a job as a CSV stream, page by page from the database. */
@Injectable()
export class RejectionsDownload {
  constructor(
    private readonly em: EntityManager,
    private readonly queries: ImportJobsQueries,
  ) {}

  async open(importJobId: string, actor: Actor): Promise<Readable> {
    const tenantId = currentTenantId();
    const { columns } = await this.queries.expect(importJobId, actor);
    // The socket asks for more outside the request's context, so each page names its tenant itself.
    const page = (after: number) => runAsTenant(this.em, tenantId, () => this.queries.rejections(importJobId, after, pageSize));
    return Readable.from(lines(columns, page), { objectMode: false });
  }
}

async function* lines(columns: readonly string[], page: (after: number) => ReturnType<ImportJobsQueries['rejections']>): AsyncGenerator<string> {
  yield rejectionsHeader(columns);
  for (let after = 0; ; ) {
    const rows = await page(after);
    const last = rows.at(-1);
    if (!last) return;
    yield rejectionLines(rows);
    after = last.row;
  }
}
