import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { FixRowBody } from '@kairos/contracts';
import { correctedCells } from './change-cell.calc.ts';
import { CorrectionJobs } from './correction-jobs.repository.ts';
import { NothingToCorrect, RowsNotOpen, UnknownColumn } from './row-results.errors.ts';
import { RowResultsQueries } from './row-results.queries.ts';

/** Gives a rejected row new cells, and imports it. */
@Injectable()
export class FixRowHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly corrections: CorrectionJobs,
    private readonly rows: RowResultsQueries,
  ) {}

  @Transactional()
  async execute(importJobId: string, row: number, { cells }: FixRowBody, actor: Actor): Promise<{ importJobId: string }> {
    const parent = await this.corrections.parent(importJobId, actor);
    const columns = parent.columns ?? [];
    const given = new Map(Object.entries(cells));
    const unknown = [...given.keys()].find((column) => !columns.includes(column));
    if (unknown !== undefined) throw new UnknownColumn(unknown, '/cells');
    const [open] = await this.rows.openAmong(importJobId, [row]);
    if (!open) throw new RowsNotOpen([row]);
    const corrected = correctedCells(columns, open, given);
    if (corrected.changes.length === 0) throw new NothingToCorrect();
    return this.corrections.start(parent, [{ row, line: open.line, ...corrected }], actor);
  }
}
