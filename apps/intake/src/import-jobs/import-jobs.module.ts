import { Module } from '@nestjs/common';
import { ConnectorsModule } from '../connectors/connectors.module.ts';
import { RecipesModule } from '../recipes/recipes.module.ts';
import { SourceFilesModule } from '../source-files/source-files.module.ts';
import { AdvanceUndoHandler } from './advance-undo.handler.ts';
import { ApproveImportJobHandler } from './approve-import-job.handler.ts';
import { BeginImportJobHandler } from './begin-import-job.handler.ts';
import { CancelImportJobHandler } from './cancel-import-job.handler.ts';
import { CheckpointImportJobHandler } from './checkpoint-import-job.handler.ts';
import { CorrectedRows } from './corrected-rows.repository.ts';
import { DeleteImportJobHandler } from './delete-import-job.handler.ts';
import { DependentJobs } from './dependent-jobs.repository.ts';
import { ConnectorTarget } from './connector-target.ts';
import { FinishImportJobHandler } from './finish-import-job.handler.ts';
import { ImportJobSnapshots } from './import-job-snapshots.job.ts';
import { ImportJobsController } from './import-jobs.controller.ts';
import { ImportJobsQueries } from './import-jobs.queries.ts';
import { ImportLeases } from './import-leases.repository.ts';
import { ImportRun } from './import-run.ts';
import { ImportTargets } from './import-target.ts';
import { ImportUndoRun } from './import-undo-run.ts';
import { ImportUndos } from './import-undos.repository.ts';
import { ImportWorker } from './import-worker.job.ts';
import { PlanDivergence } from './plan-divergence.repository.ts';
import { ResumeImportJobHandler } from './resume-import-job.handler.ts';
import { RestImportJobHandler } from './rest-import-job.handler.ts';
import { ServiceTokens } from './service-tokens.ts';
import { StartImportJobHandler } from './start-import-job.handler.ts';
import { UndoImportJobHandler } from './undo-import-job.handler.ts';

@Module({
  imports: [ConnectorsModule, RecipesModule, SourceFilesModule],
  controllers: [ImportJobsController],
  providers: [
    AdvanceUndoHandler,
    ApproveImportJobHandler,
    BeginImportJobHandler,
    CancelImportJobHandler,
    CheckpointImportJobHandler,
    CorrectedRows,
    DeleteImportJobHandler,
    DependentJobs,
    ConnectorTarget,
    FinishImportJobHandler,
    ImportJobSnapshots,
    ImportJobsQueries,
    ImportLeases,
    ImportRun,
    ImportTargets,
    ImportUndoRun,
    ImportUndos,
    ImportWorker,
    PlanDivergence,
    RestImportJobHandler,
    ResumeImportJobHandler,
    ServiceTokens,
    StartImportJobHandler,
    UndoImportJobHandler,
  ],
  exports: [DependentJobs, ImportJobsQueries, ImportLeases],
})
export class ImportJobsModule {}
