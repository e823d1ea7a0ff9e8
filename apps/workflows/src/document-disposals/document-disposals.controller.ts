import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import {
  DisposalListId, DisposalListPage, DisposalListView, DocumentTombstonePage, DrawUpDisposalListBody, ListDisposalListsQuery, ListDocumentTombstonesQuery,
} from '@kairos/contracts';
import { IdempotencyExempt, IfMatch, Returns, zod } from '@kairos/http';
import { CarryOutDisposals } from './carry-out-disposals.ts';
import { DecideOnDisposalListHandler } from './decide-on-disposal-list.handler.ts';
import { DocumentDisposalsQueries } from './document-disposals.queries.ts';
import { DrawUpDisposalListHandler } from './draw-up-disposal-list.handler.ts';

@Controller('api/v1/workflows')
export class DocumentDisposalsController {
  constructor(
    private readonly queries: DocumentDisposalsQueries,
    private readonly drawUp: DrawUpDisposalListHandler,
    private readonly decide: DecideOnDisposalListHandler,
    private readonly carryOut: CarryOutDisposals,
  ) {}

  @Post('disposal-lists')
  @RequirePermission('documents.retention.manage')
  @Returns(DisposalListView, 'List documents whose retention is over, for somebody to approve that they go')
  async add(@Body(zod(DrawUpDisposalListBody)) body: DrawUpDisposalListBody, @CurrentActor() actor: Actor): Promise<DisposalListView> {
    return this.queries.read(await this.drawUp.execute(body, actor), actor);
  }

  @Get('disposal-lists')
  @RequirePermission('documents.retention.manage')
  @Returns(DisposalListPage, 'List disposal lists, newest first', { query: ListDisposalListsQuery })
  list(@Query(zod(ListDisposalListsQuery)) query: ListDisposalListsQuery, @CurrentActor() actor: Actor): Promise<DisposalListPage> {
    return this.queries.list(query, actor);
  }

  @Get('disposal-lists/:disposalListId')
  @RequirePermission('documents.retention.manage')
  @Returns(DisposalListView, 'Read a disposal list, and what became of each document')
  read(@Param('disposalListId', zod(DisposalListId)) id: DisposalListId, @CurrentActor() actor: Actor): Promise<DisposalListView> {
    return this.queries.read(id, actor);
  }

  @Post('disposal-lists/:disposalListId/approve')
  @HttpCode(200)
  @RequirePermission('documents.retention.manage')
  @IdempotencyExempt('a list is decided on once, and carried out in transactions of its own')
  @Returns(DisposalListView, 'Approve a disposal list: its documents go for good, but for what a hold or a retention keeps by now')
  async approve(@Param('disposalListId', zod(DisposalListId)) id: DisposalListId, @IfMatch() version: number, @CurrentActor() actor: Actor): Promise<DisposalListView> {
    await this.decide.execute(id, 'approved', version, actor);
    await this.carryOut.run(id);
    return this.queries.read(id, actor);
  }

  @Post('disposal-lists/:disposalListId/withdraw')
  @HttpCode(200)
  @RequirePermission('documents.retention.manage')
  @Returns(DisposalListView, 'Withdraw a disposal list that nobody approved')
  async withdraw(@Param('disposalListId', zod(DisposalListId)) id: DisposalListId, @IfMatch() version: number, @CurrentActor() actor: Actor): Promise<DisposalListView> {
    await this.decide.execute(id, 'withdrawn', version, actor);
    return this.queries.read(id, actor);
  }

  @Get('document-tombstones')
  @RequirePermission('documents.retention.manage')
  @Returns(DocumentTombstonePage, 'List what is left of versions that were disposed of: their hashes, and why', { query: ListDocumentTombstonesQuery })
  tombstones(@Query(zod(ListDocumentTombstonesQuery)) query: ListDocumentTombstonesQuery, @CurrentActor() actor: Actor): Promise<DocumentTombstonePage> {
    return this.queries.tombstones(query, actor);
  }
}
