import { Module } from '@nestjs/common';
import { DocumentContentModule } from '../document-content/document-content.module.ts';
import { DocumentsModule } from '../documents/documents.module.ts';
import { RetentionModule } from '../retention/retention.module.ts';
import { CarryOutDisposals } from './carry-out-disposals.ts';
import { DecideOnDisposalListHandler } from './decide-on-disposal-list.handler.ts';
import { DocumentDisposalsController } from './document-disposals.controller.ts';
import { DocumentDisposalsQueries } from './document-disposals.queries.ts';
import { DrawUpDisposalListHandler } from './draw-up-disposal-list.handler.ts';
import { KeepRetention } from './keep-retention.job.ts';

@Module({
  imports: [DocumentContentModule, DocumentsModule, RetentionModule],
  controllers: [DocumentDisposalsController],
  providers: [CarryOutDisposals, DecideOnDisposalListHandler, DocumentDisposalsQueries, DrawUpDisposalListHandler, KeepRetention],
})
export class DocumentDisposalsModule {}
