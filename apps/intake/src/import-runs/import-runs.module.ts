import { Module } from '@nestjs/common';
import { ImportJobsModule } from '../import-jobs/import-jobs.module.ts';
import { ImportTargetsModule } from '../import-targets/import-targets.module.ts';
import { SourceFilesModule } from '../source-files/source-files.module.ts';
import { AdvanceUndoHandler } from './advance-undo.handler.ts';
import { BeginImportJobHandler } from './begin-import-job.handler.ts';
import { CheckpointImportJobHandler } from './checkpoint-import-job.handler.ts';
import { CorrectedRows } from './corrected-rows.repository.ts';
import { FinishImportJobHandler } from './finish-import-job.handler.ts';
import { ImportRun } from './import-run.ts';
import { ImportUndoRun } from './import-undo-run.ts';
import { ImportWorker } from './import-worker.job.ts';
import { PlanDivergence } from './plan-divergence.repository.ts';
import { RestImportJobHandler } from './rest-import-job.handler.ts';

@Module({
  imports: [ImportJobsModule, ImportTargetsModule, SourceFilesModule],
  providers: [AdvanceUndoHandler, BeginImportJobHandler, CheckpointImportJobHandler, CorrectedRows, FinishImportJobHandler, ImportRun, ImportUndoRun, ImportWorker, PlanDivergence, RestImportJobHandler],
})
export class ImportRunsModule {}
