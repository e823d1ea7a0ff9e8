import { Module } from '@nestjs/common';
import { ImportJobsModule } from '../import-jobs/import-jobs.module.ts';
import { SourceFilesModule } from '../source-files/source-files.module.ts';
import { CorrectionDownload } from './correction-download.ts';
import { CorrectionJobs } from './correction-jobs.repository.ts';
import { FixRowHandler } from './fix-row.handler.ts';
import { FixRowsAlikeHandler } from './fix-rows-alike.handler.ts';
import { RowReader } from './read-row.ts';
import { RowResultsController } from './row-results.controller.ts';
import { RowResultsQueries } from './row-results.queries.ts';
import { TakeCorrectionsHandler } from './take-corrections.handler.ts';

@Module({
  imports: [ImportJobsModule, SourceFilesModule],
  controllers: [RowResultsController],
  providers: [CorrectionDownload, CorrectionJobs, FixRowHandler, FixRowsAlikeHandler, RowReader, RowResultsQueries, TakeCorrectionsHandler],
})
export class RowResultsModule {}
