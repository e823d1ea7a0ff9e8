import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { AuditsRead, CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import {
  DownloadRejectionsQuery, FixRowBody, FixRowsAlikeBody, ImportJobId, ImportJobView, ListRowResultsQuery, RowNumber, RowResultDetail, RowResultPage, TakeCorrectionsBody,
} from '@kairos/contracts';
import { Returns, zod } from '@kairos/http';
import { z } from 'zod';
import { ImportJobsQueries } from '../import-jobs/import-jobs.queries.ts';
import { CorrectionDownload } from './correction-download.ts';
import { FixRowHandler } from './fix-row.handler.ts';
import { FixRowsAlikeHandler } from './fix-rows-alike.handler.ts';
import { RowReader } from './read-row.ts';
import { RowResultsQueries } from './row-results.queries.ts';
import { TakeCorrectionsHandler } from './take-corrections.handler.ts';

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

@Controller('api/v1/intake/import-jobs/:importJobId')
export class RowResultsController {
  constructor(
    private readonly jobs: ImportJobsQueries,
    private readonly queries: RowResultsQueries,
    private readonly reader: RowReader,
    private readonly download: CorrectionDownload,
    private readonly fixRow: FixRowHandler,
    private readonly fixRowsAlike: FixRowsAlikeHandler,
    private readonly takeCorrections: TakeCorrectionsHandler,
  ) {}

  @Get('rows')
  @RequirePermission('intake.import-job.read')
  @Returns(RowResultPage, 'List what became of each row, in file order')
  list(@Param('importJobId', zod(ImportJobId)) importJobId: ImportJobId, @Query(zod(ListRowResultsQuery)) query: ListRowResultsQuery, @CurrentActor() actor: Actor) {
    return this.queries.list(importJobId, query, actor);
  }

  @Get('rows/:row')
  @AuditsRead('ImportJob')
  @RequirePermission('intake.import-job.read')
  @Returns(RowResultDetail, 'Read one row: its cells, what the recipe made of them, and what became of it')
  read(@Param('importJobId', zod(ImportJobId)) importJobId: ImportJobId, @Param('row', zod(RowNumber)) row: RowNumber, @CurrentActor() actor: Actor) {
    return this.reader.read(importJobId, row, actor);
  }

  @Post('rows/:row/fix')
  @HttpCode(202)
  @RequirePermission('intake.import-job.run')
  @Returns(ImportJobView, 'Correct a rejected row, and import it')
  async fix(@Param('importJobId', zod(ImportJobId)) importJobId: ImportJobId, @Param('row', zod(RowNumber)) row: RowNumber, @Body(zod(FixRowBody)) body: FixRowBody, @CurrentActor() actor: Actor) {
    const child = await this.fixRow.execute(importJobId, row, body, actor);
    return this.jobs.read(child.importJobId, actor);
  }

  @Post('fixes')
  @HttpCode(202)
  @RequirePermission('intake.import-job.run')
  @Returns(ImportJobView, 'Correct all rows that were rejected for the same reason, and import them')
  async fixAlike(@Param('importJobId', zod(ImportJobId)) importJobId: ImportJobId, @Body(zod(FixRowsAlikeBody)) body: FixRowsAlikeBody, @CurrentActor() actor: Actor) {
    const child = await this.fixRowsAlike.execute(importJobId, body, actor);
    return this.jobs.read(child.importJobId, actor);
  }

  @Get('rejections')
  @AuditsRead('ImportJob')
  @RequirePermission('intake.import-job.read')
  @Header('x-content-type-options', 'nosniff')
  @Returns(z.string(), 'Download the rejected rows with what is wrong with each: to be corrected, uploaded, and taken back', { mediaType: 'text/csv' })
  async rejections(@Param('importJobId', zod(ImportJobId)) importJobId: ImportJobId, @Query(zod(DownloadRejectionsQuery)) { format }: DownloadRejectionsQuery, @CurrentActor() actor: Actor) {
    const content = await this.download[format](importJobId, actor);
    const type = format === 'xlsx' ? workbook : 'text/csv; charset=utf-8';
    return new StreamableFile(content, { type, disposition: `attachment; filename="rejections-${importJobId}.${format}"` });
  }

  @Post('corrections')
  @HttpCode(202)
  @RequirePermission('intake.import-job.run')
  @Returns(ImportJobView, 'Take a corrected download of rejections back, and import its rows that are still rejected')
  async take(@Param('importJobId', zod(ImportJobId)) importJobId: ImportJobId, @Body(zod(TakeCorrectionsBody)) body: TakeCorrectionsBody, @CurrentActor() actor: Actor) {
    const child = await this.takeCorrections.execute(importJobId, body, actor);
    return this.jobs.read(child.importJobId, actor);
  }
}
