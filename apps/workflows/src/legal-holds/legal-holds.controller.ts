import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { HeldDocumentPage, LegalHoldId, LegalHoldPage, LegalHoldView, ListHeldDocumentsQuery, ListLegalHoldsQuery, PlaceLegalHoldBody, ReleaseLegalHoldBody } from '@kairos/contracts';
import { IfMatch, Returns, zod } from '@kairos/http';
import { LegalHoldsQueries } from './legal-holds.queries.ts';
import { PlaceLegalHoldHandler } from './place-legal-hold.handler.ts';
import { ReleaseLegalHoldHandler } from './release-legal-hold.handler.ts';

@Controller('api/v1/workflows/legal-holds')
export class LegalHoldsController {
  constructor(
    private readonly queries: LegalHoldsQueries,
    private readonly placeHold: PlaceLegalHoldHandler,
    private readonly releaseHold: ReleaseLegalHoldHandler,
  ) {}

  @Post()
  @RequirePermission('documents.hold.manage')
  @Returns(LegalHoldView, 'Place a legal hold on documents, plants or workflows: their documents stay, later ones included')
  async place(@Body(zod(PlaceLegalHoldBody)) body: PlaceLegalHoldBody, @CurrentActor() actor: Actor): Promise<LegalHoldView> {
    return this.queries.read(await this.placeHold.execute(body, actor), actor);
  }

  @Get()
  @RequirePermission('documents.hold.manage')
  @Returns(LegalHoldPage, 'List legal holds, newest first', { query: ListLegalHoldsQuery })
  list(@Query(zod(ListLegalHoldsQuery)) query: ListLegalHoldsQuery, @CurrentActor() actor: Actor): Promise<LegalHoldPage> {
    return this.queries.list(query, actor);
  }

  @Get(':legalHoldId')
  @RequirePermission('documents.hold.manage')
  @Returns(LegalHoldView, 'Read a legal hold')
  read(@Param('legalHoldId', zod(LegalHoldId)) legalHoldId: LegalHoldId, @CurrentActor() actor: Actor): Promise<LegalHoldView> {
    return this.queries.read(legalHoldId, actor);
  }

  @Get(':legalHoldId/documents')
  @RequirePermission('documents.hold.manage')
  @Returns(HeldDocumentPage, 'List what a legal hold has come to hold', { query: ListHeldDocumentsQuery })
  documents(@Param('legalHoldId', zod(LegalHoldId)) legalHoldId: LegalHoldId, @Query(zod(ListHeldDocumentsQuery)) query: ListHeldDocumentsQuery, @CurrentActor() actor: Actor): Promise<HeldDocumentPage> {
    return this.queries.documents(legalHoldId, query, actor);
  }

  @Post(':legalHoldId/release')
  @HttpCode(200)
  @RequirePermission('documents.hold.manage')
  @Returns(LegalHoldView, 'Release a legal hold; what other holds keep stays kept')
  async release(@Param('legalHoldId', zod(LegalHoldId)) legalHoldId: LegalHoldId, @Body(zod(ReleaseLegalHoldBody)) { reason }: ReleaseLegalHoldBody, @IfMatch() version: number, @CurrentActor() actor: Actor): Promise<LegalHoldView> {
    await this.releaseHold.execute(legalHoldId, reason, version, actor);
    return this.queries.read(legalHoldId, actor);
  }
}
