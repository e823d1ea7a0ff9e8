import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { DocumentId, DocumentIntegrityView, DocumentVersionId, VersionVerification } from '@kairos/contracts';
import { IdempotencyExempt, Returns, zod } from '@kairos/http';
import { DocumentIntegrityQueries } from './document-integrity.queries.ts';
import { VerifyVersionHandler } from './verify-version.handler.ts';

@Controller('api/v1/workflows')
export class DocumentIntegrityController {
  constructor(
    private readonly queries: DocumentIntegrityQueries,
    private readonly verifyVersion: VerifyVersionHandler,
  ) {}

  @Get('document-integrity')
  @RequirePermission('documents.retention.manage')
  @Returns(DocumentIntegrityView, 'How far stored documents were read again, and what is damaged')
  read(@CurrentActor() actor: Actor): Promise<DocumentIntegrityView> {
    return this.queries.read(actor);
  }

  @Post('documents/:documentId/versions/:documentVersionId/verify')
  @HttpCode(200)
  @RequirePermission('documents.document.read')
  @IdempotencyExempt('tells what is there now')
  @Returns(VersionVerification, 'Read the bytes of a version once more and hold them against its hash')
  verify(@Param('documentId', zod(DocumentId)) documentId: DocumentId, @Param('documentVersionId', zod(DocumentVersionId)) versionId: DocumentVersionId, @CurrentActor() actor: Actor): Promise<VersionVerification> {
    return this.verifyVersion.execute(documentId, versionId, actor);
  }
}
