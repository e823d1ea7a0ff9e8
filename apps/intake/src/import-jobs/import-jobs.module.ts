import { Module } from '@nestjs/common';
import { ConnectorsModule } from '../connectors/connectors.module.ts';
import { ImportTargetsModule } from '../import-targets/import-targets.module.ts';
import { RecipesModule } from '../recipes/recipes.module.ts';
import { SourceFilesModule } from '../source-files/source-files.module.ts';
import { ApproveImportJobHandler } from './approve-import-job.handler.ts';
import { CancelImportJobHandler } from './cancel-import-job.handler.ts';
import { DeleteImportJobHandler } from './delete-import-job.handler.ts';
import { DependentJobs } from './dependent-jobs.repository.ts';
import { ImportJobSnapshots } from './import-job-snapshots.job.ts';
import { ImportJobsController } from './import-jobs.controller.ts';
import { ImportJobsQueries } from './import-jobs.queries.ts';
import { ImportLeases } from './import-leases.repository.ts';
import { ImportUndos } from './import-undos.repository.ts';
import { ResumeImportJobHandler } from './resume-import-job.handler.ts';
import { StartImportJobHandler } from './start-import-job.handler.ts';
import { UndoImportJobHandler } from './undo-import-job.handler.ts';

@Module({
  imports: [ConnectorsModule, ImportTargetsModule, RecipesModule, SourceFilesModule],
  controllers: [ImportJobsController],
  providers: [
    ApproveImportJobHandler,
    CancelImportJobHandler,
    DeleteImportJobHandler,
    DependentJobs,
    ImportJobSnapshots,
    ImportJobsQueries,
    ImportLeases,
    ImportUndos,
    ResumeImportJobHandler,
    StartImportJobHandler,
    UndoImportJobHandler,
  ],
  exports: [DependentJobs, ImportJobsQueries, ImportLeases],
})
export class ImportJobsModule {}
