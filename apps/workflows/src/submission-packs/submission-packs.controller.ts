import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { AuditsRead, CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { ListSubmissionPacksQuery, MakeSubmissionPackBody, SubmissionPackId, SubmissionPackPage, WorkflowId } from '@kairos/contracts';
import { IdempotencyExempt, Returns, zod } from '@kairos/http';
import { attachmentNamed } from '../document-content/content-disposition.calc.ts';
import { safeFileName } from '../document-content/safe-file-name.calc.ts';
import { MakeSubmissionPackHandler } from './make-submission-pack.handler.ts';
import { SubmissionPacksQueries } from './submission-packs.queries.ts';

@Controller('api/v1/workflows')
export class SubmissionPacksController {
  constructor(
    private readonly queries: SubmissionPacksQueries,
    private readonly makePack: MakeSubmissionPackHandler,
  ) {}

  @Post('workflows/:workflowId/submission-pack')
  @HttpCode(200)
  @RequirePermission('documents.document.read')
  @IdempotencyExempt('the answer is a stream; each pack is on record')
  @Header('x-content-type-options', 'nosniff')
  @Header('cache-control', 'private, no-store')
  @Returns(z.string(), 'Make a zip of the documents of a workflow or task, with a manifest and their SHA-256; Kairos-Pack-Id and Kairos-Manifest-Sha256 say which', { mediaType: 'application/zip' })
  async make(@Param('workflowId', zod(WorkflowId)) workflowId: WorkflowId, @Body(zod(MakeSubmissionPackBody)) body: MakeSubmissionPackBody, @CurrentActor() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const { packId, manifestSha256, name, stream } = await this.makePack.execute(workflowId, body, actor);
    void reply.header('kairos-pack-id', packId).header('kairos-manifest-sha256', manifestSha256);
    return new StreamableFile(stream, { type: 'application/zip', disposition: attachmentNamed(safeFileName(`${name}.zip`)) });
  }

  @Get('workflows/:workflowId/submission-packs')
  @RequirePermission('documents.document.read')
  @Returns(SubmissionPackPage, 'List what was put together of a workflow to be submitted, newest first', { query: ListSubmissionPacksQuery })
  list(@Param('workflowId', zod(WorkflowId)) workflowId: WorkflowId, @Query(zod(ListSubmissionPacksQuery)) query: ListSubmissionPacksQuery, @CurrentActor() actor: Actor): Promise<SubmissionPackPage> {
    return this.queries.list(workflowId, query, actor);
  }

  @Get('submission-packs/:submissionPackId/manifest')
  @RequirePermission('documents.document.read')
  @AuditsRead('SubmissionPack')
  @Header('content-type', 'application/json; charset=utf-8')
  @Returns(z.string(), 'Read the manifest of a pack byte for byte, so that its SHA-256 proves what was submitted', { mediaType: 'application/json' })
  manifest(@Param('submissionPackId', zod(SubmissionPackId)) packId: SubmissionPackId, @CurrentActor() actor: Actor): Promise<string> {
    return this.queries.manifest(packId, actor);
  }
}
