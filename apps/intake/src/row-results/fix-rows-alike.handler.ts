import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { FixRowsAlikeBody } from '@kairos/contracts';
import { changedCell, correctedCells } from './change-cell.calc.ts';
import { CorrectionJobs, type Correction } from './correction-jobs.repository.ts';
import type { OpenRow } from './correction-file.calc.ts';
import { NothingToCorrect, UnknownColumn } from './row-results.errors.ts';
import { RowResultsQueries } from './row-results.queries.ts';

const pageSize = 2000;

/** Changes the same cell of every row that was rejected for the same reason, and imports them. */
@Injectable()
export class FixRowsAlikeHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly corrections: CorrectionJobs,
    private readonly rows: RowResultsQueries,
  ) {}

  @Transactional()
  async execute(importJobId: string, fix: FixRowsAlikeBody, actor: Actor): Promise<{ importJobId: string }> {
    const parent = await this.corrections.parent(importJobId, actor);
    const columns = parent.columns ?? [];
    const index = columns.indexOf(fix.column);
    if (index === -1) throw new UnknownColumn(fix.column, '/column');
    const corrections: Correction[] = [];
    for (let after = 0; ; ) {
      const page = await this.rows.open(importJobId, after, pageSize);
      for (const row of page) {
        if (row.cut || !row.cells || !isAlike(row, fix)) continue;
        const corrected = correctedCells(columns, row, new Map([[fix.column, changedCell(row.cells[index] ?? '', fix.change)]]));
        if (corrected.changes.length > 0) corrections.push({ row: row.row, line: row.line, ...corrected });
      }
      const last = page.at(-1);
      if (!last) break;
      after = last.row;
    }
    if (corrections.length === 0) throw new NothingToCorrect();
    return this.corrections.start(parent, corrections, actor);
  }
}

function isAlike({ errors }: OpenRow, { code, column, value }: FixRowsAlikeBody): boolean {
  return (errors ?? []).some((error) => error.code === code && error.column === column && (value === undefined || error.value === value));
}
