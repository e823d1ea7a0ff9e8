import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { ImportJobId, ImportJobPage, ImportJobView, ListImportJobsQuery, StartImportJobBody, UndoImportJobBody } from '@kairos/contracts';
import { Returns, zod } from '@kairos/http';
import { ApproveImportJobHandler } from './approve-import-job.handler.ts';
import { CancelImportJobHandler } from './cancel-import-job.handler.ts';
import { DeleteImportJobHandler } from './delete-import-job.handler.ts';
import { ImportJobsQueries } from './import-jobs.queries.ts';
import { ResumeImportJobHandler } from './resume-import-job.handler.ts';
import { StartImportJobHandler } from './start-import-job.handler.ts';
import { UndoImportJobHandler } from './undo-import-job.handler.ts';

@Controller('api/v1/intake/import-jobs')
export class ImportJobsController {
  constructor(
    private readonly queries: ImportJobsQueries,
    private readonly startImportJob: StartImportJobHandler,
    private readonly approveImportJob: ApproveImportJobHandler,
    private readonly cancelImportJob: CancelImportJobHandler,
    private readonly deleteImportJob: DeleteImportJobHandler,
    private readonly resumeImportJob: ResumeImportJobHandler,
    private readonly undoImportJob: UndoImportJobHandler,
  ) {}

  @Post()
  @HttpCode(202)
  @RequirePermission('intake.import-job.run')
  @Returns(ImportJobView, 'Start a plan or an import of a file by a recipe')
  async start(@Body(zod(StartImportJobBody)) body: StartImportJobBody, @CurrentActor() actor: Actor) {
    const { importJobId } = await this.startImportJob.execute(body, actor);
    return this.queries.read(importJobId, actor);
  }

  @Get()
  @RequirePermission('intake.import-job.read')
  @Returns(ImportJobPage, 'List import jobs, newest first')
  list(@Query(zod(ListImportJobsQuery)) query: ListImportJobsQuery, @CurrentActor() actor: Actor) {
    return this.queries.list(query, actor);
  }

  @Get(':importJobId')
  @RequirePermission('intake.import-job.read')
  @Returns(ImportJobView, 'Read an import job, its counts and its first rejections')
  read(@Param('importJobId', zod(ImportJobId)) importJobId: ImportJobId, @CurrentActor() actor: Actor) {
    return this.queries.read(importJobId, actor);
  }

  @Post(':importJobId/approve')
  @HttpCode(202)
  @RequirePermission('intake.import-job.approve')
  @Returns(ImportJobView, 'Approve a plan, and start the import that applies it')
  async approve(@Param('importJobId', zod(ImportJobId)) planJobId: ImportJobId, @CurrentActor() actor: Actor) {
    const { importJobId } = await this.approveImportJob.execute(planJobId, actor);
    return this.queries.read(importJobId, actor);
  }

  @Post(':importJobId/cancel')
  @HttpCode(202)
  @RequirePermission('intake.import-job.run')
  @Returns(ImportJobView, 'Stop an import behind the chunks it has in hands, or turn a plan down that waits for approval')
  async cancel(@Param('importJobId', zod(ImportJobId)) importJobId: ImportJobId, @CurrentActor() actor: Actor) {
    await this.cancelImportJob.execute(importJobId, actor);
    return this.queries.read(importJobId, actor);
  }

  @Post(':importJobId/resume')
  @HttpCode(202)
  @RequirePermission('intake.import-job.run')
  @Returns(ImportJobView, 'Take a failed import up again where it stopped')
  async resume(@Param('importJobId', zod(ImportJobId)) importJobId: ImportJobId, @CurrentActor() actor: Actor) {
    await this.resumeImportJob.execute(importJobId, actor);
    return this.queries.read(importJobId, actor);
  }

  @Post(':importJobId/undo')
  @HttpCode(202)
  @RequirePermission('intake.import-job.undo')
  @Returns(ImportJobView, 'Undo an import as a whole, unless something stands in the way')
  async undo(@Param('importJobId', zod(ImportJobId)) importJobId: ImportJobId, @Body(zod(UndoImportJobBody)) body: UndoImportJobBody, @CurrentActor() actor: Actor) {
    await this.undoImportJob.execute(importJobId, body, actor);
    return this.queries.read(importJobId, actor);
  }

  @Delete(':importJobId')
  @HttpCode(204)
  @RequirePermission('intake.import-job.delete')
  @Returns(null, 'Delete an import job that is over, with what became of its rows; what it imported stays')
  delete(@Param('importJobId', zod(ImportJobId)) importJobId: ImportJobId, @CurrentActor() actor: Actor) {
    return this.deleteImportJob.execute(importJobId, actor);
  }
}
