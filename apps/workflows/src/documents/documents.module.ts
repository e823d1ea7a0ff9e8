import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { documentMediaTypes } from '@kairos/contracts';
import { streamBodies } from '@kairos/service-kit/file-store';
import { DocumentContentModule } from '../document-content/document-content.module.ts';
import { LegalHoldsModule } from '../legal-holds/legal-holds.module.ts';
import { PlantsModule } from '../plants/plants.module.ts';
import { RetentionModule } from '../retention/retention.module.ts';
import { DocumentRequirementsModule } from '../document-requirements/document-requirements.module.ts';
import { TenantDay } from '../tenant-day.ts';
import { WorkflowsModule } from '../workflows/workflows.module.ts';
import { AddDocumentVersionHandler } from './add-document-version.handler.ts';
import { AnnounceExpiry } from '../document-renewals/announce-expiry.job.ts';
import { ChangeDocumentHandler } from './change-document.handler.ts';
import { DecideOnVersionHandler } from './decide-on-version.handler.ts';
import { CorrectLinkHandler } from '../document-links/correct-link.handler.ts';
import { DeleteDocumentHandler } from './delete-document.handler.ts';
import { DocumentCountsController } from './document-counts.controller.ts';
import { DocumentLinks } from '../document-links/document-links.repository.ts';
import { DocumentRenewals } from '../document-renewals/document-renewals.ts';
import { DocumentShelf } from './document-shelf.ts';
import { DocumentVersionsController } from './document-versions.controller.ts';
import { documentsPath } from './document-view.calc.ts';
import { DocumentProtection } from './document-protection.ts';
import { DocumentsController } from './documents.controller.ts';
import { DocumentsQueries } from './documents.queries.ts';
import { DocumentsRepository } from './documents.repository.ts';
import { DocumentsOfTasks } from './documents-of-tasks.ts';
import { DownloadVersion } from './download-version.ts';
import { LinkDocumentHandler } from '../document-links/link-document.handler.ts';
import { StoreDocumentHandler } from './store-document.handler.ts';
import { UnlinkDocumentHandler } from '../document-links/unlink-document.handler.ts';

@Module({
  imports: [DocumentContentModule, DocumentRequirementsModule, LegalHoldsModule, RetentionModule, PlantsModule, WorkflowsModule],
  controllers: [DocumentsController, DocumentVersionsController, DocumentCountsController],
  providers: [
    TenantDay, DocumentLinks, DocumentProtection, DocumentRenewals, DocumentShelf, DocumentsRepository, DocumentsOfTasks, DocumentsQueries, DownloadVersion,
    StoreDocumentHandler, AddDocumentVersionHandler, ChangeDocumentHandler, LinkDocumentHandler, UnlinkDocumentHandler, CorrectLinkHandler, DeleteDocumentHandler, DecideOnVersionHandler, AnnounceExpiry,
  ],
  exports: [TenantDay, AddDocumentVersionHandler, DocumentProtection, DocumentLinks, DocumentShelf, DocumentsRepository, DocumentsQueries, DocumentContentModule],
})
export class DocumentsModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    // A context without HTTP, such as a snapshot run, has no adapter.
    const fastify = this.host.httpAdapter?.getInstance<FastifyInstance>();
    if (fastify) streamBodies(fastify, documentMediaTypes, [documentsPath, `${documentsPath}/:documentId/versions`]);
  }
}
