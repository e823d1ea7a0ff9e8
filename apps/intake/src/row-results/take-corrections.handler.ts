import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { RecipeParse, type SourceFileView, type TakeCorrectionsBody } from '@kairos/contracts';
import { FileStore } from '@kairos/service-kit/file-store';
import { currentTenantId } from '@kairos/tenancy';
import { readRowsInTurn } from '../formats/read-rows-in-turn.ts';
import { UnknownSourceFile } from '../import-jobs/import-job.errors.ts';
import { FileFault } from '../rows/file.errors.ts';
import { chunkLimits, rowOptions } from '../sniffing/row-options.calc.ts';
import { SourceFileNotFound } from '../source-files/source-file.errors.ts';
import { SourceFilesQueries } from '../source-files/source-files.queries.ts';
import { correctedCells } from './change-cell.calc.ts';
import { asMeant, correctionReader, isCorrectionFile, ownColumns, type ReadCorrection } from './correction-file.calc.ts';
import { CorrectionJobs, type Correction } from './correction-jobs.repository.ts';
import { CorrectionFileFaulty, NoCorrectionFile, NothingToCorrect } from './row-results.errors.ts';
import { RowResultsQueries } from './row-results.queries.ts';

type Line = ReadCorrection & { line: number };

/**
 * Takes a correction file back: its rows are found again by the numbers they carry. Rows that were fine, or were corrected already, are left
 * out; so the same file twice changes nothing.
 */
@Injectable()
export class TakeCorrectionsHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly files: SourceFilesQueries,
    private readonly store: FileStore,
    private readonly corrections: CorrectionJobs,
    private readonly rows: RowResultsQueries,
  ) {}

  @Transactional()
  async execute(importJobId: string, { sourceFileId }: TakeCorrectionsBody, actor: Actor): Promise<{ importJobId: string }> {
    const parent = await this.corrections.parent(importJobId, actor);
    const columns = parent.columns ?? [];
    const file = await this.fileOf(sourceFileId, actor);
    const taken: Correction[] = [];
    for await (const lines of this.linesOf(file, importJobId)) {
      const open = new Map((await this.rows.openAmong(importJobId, lines.map(({ row }) => row))).map((row) => [row.row, row]));
      for (const { row, cellOf, isNumber } of lines) {
        const stored = open.get(row);
        if (!stored) continue;
        const given = columns.flatMap((column, index): [string, string][] => {
          const cell = cellOf(column);
          return cell === undefined ? [] : [[column, asMeant(cell, stored.cells?.[index] ?? '')]];
        });
        taken.push({ row, line: stored.line, ...correctedCells(columns, stored, new Map(given), new Set(columns.filter(isNumber))) });
      }
    }
    if (taken.length === 0) throw new NothingToCorrect();
    return this.corrections.start(parent, taken, actor);
  }

  /** The lines of the file in batches, each of them sound, of this import, and there once. */
  private async *linesOf({ sha256, sniff }: SourceFileView, importJobId: string): AsyncGenerator<Line[]> {
    const seen = new Set<number>();
    const faults: { line: number; detail: string }[] = [];
    try {
      for await (const { columns, rows } of readRowsInTurn(this.store.read(currentTenantId(), sha256), rowOptions(RecipeParse.parse({}), sniff, ownColumns, chunkLimits))) {
        if (!isCorrectionFile(columns)) throw new NoCorrectionFile();
        const read = correctionReader(columns);
        const lines = rows.filter(({ blank }) => !blank).map(({ line, cells, numbers, fault }) => ({ line, fault, ...read(cells, numbers) }));
        for (const { line, row, fault, importJobId: named } of lines) {
          if (fault) faults.push({ line, detail: fault.detail });
          else if (named !== importJobId) faults.push({ line, detail: 'is a row of another import' });
          else if (!Number.isSafeInteger(row) || row < 1 || row > 2_147_483_647) faults.push({ line, detail: 'has no row number' });
          else if (seen.has(row)) faults.push({ line, detail: `holds row ${row} a second time` });
          seen.add(row);
        }
        if (faults.length === 0) yield lines;
      }
    } catch (error) {
      if (error instanceof FileFault) throw new CorrectionFileFaulty([{ line: error.problem.line, detail: error.problem.detail }]);
      throw error;
    }
    if (faults.length > 0) throw new CorrectionFileFaulty(faults);
  }

  private async fileOf(sourceFileId: string, actor: Actor): Promise<SourceFileView> {
    try {
      return await this.files.read(sourceFileId, actor);
    } catch (error) {
      throw error instanceof SourceFileNotFound ? new UnknownSourceFile() : error;
    }
  }
}
