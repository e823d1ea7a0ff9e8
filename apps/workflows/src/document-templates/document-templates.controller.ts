import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { DocumentId, DocumentVersionId, DocumentView, FillTemplateBody, PreviewTemplateQuery, TemplateVariableList, VersionProvenance } from '@kairos/contracts';
import { IdempotencyExempt, Returns, zod } from '@kairos/http';
import { documentsPath } from '../documents/document-view.calc.ts';
import { DocumentsQueries } from '../documents/documents.queries.ts';
import { DocumentTemplates } from './document-templates.ts';
import { FillTemplateHandler } from './fill-template.handler.ts';
import { ProvenanceQueries } from './provenance.queries.ts';

@Controller(`${documentsPath}/:documentId/versions/:documentVersionId`)
export class DocumentTemplatesController {
  constructor(
    private readonly documents: DocumentsQueries,
    private readonly templates: DocumentTemplates,
    private readonly fillTemplate: FillTemplateHandler,
    private readonly provenance: ProvenanceQueries,
  ) {}

  @Get('variables')
  @RequirePermission('documents.document.read')
  @Returns(TemplateVariableList, 'List the variables of a template, with their values for a plant or workflow and where these come from', { query: PreviewTemplateQuery })
  async variables(
    @Param('documentId', zod(DocumentId)) documentId: DocumentId,
    @Param('documentVersionId', zod(DocumentVersionId)) versionId: DocumentVersionId,
    @Query(zod(PreviewTemplateQuery)) { plantId, workflowId, locale }: PreviewTemplateQuery,
    @CurrentActor() actor: Actor,
  ): Promise<TemplateVariableList> {
    return this.templates.preview(await this.documents.version(documentId, versionId, actor), { plantId, workflowId, locale }, actor);
  }

  @Post('fill')
  @RequirePermission('documents.document.write')
  @IdempotencyExempt('a template is filled with what is known at that moment')
  @Returns(DocumentView, 'Make a document of a template, filled with what is known of a plant and workflow')
  async fill(
    @Param('documentId', zod(DocumentId)) documentId: DocumentId,
    @Param('documentVersionId', zod(DocumentVersionId)) versionId: DocumentVersionId,
    @Body(zod(FillTemplateBody)) body: FillTemplateBody,
    @CurrentActor() actor: Actor,
  ): Promise<DocumentView> {
    return this.documents.read(await this.fillTemplate.execute(documentId, versionId, body, actor), actor);
  }

  @Get('provenance')
  @RequirePermission('documents.document.read')
  @Returns(VersionProvenance, 'Read from which template and values a version was made')
  made(@Param('documentId', zod(DocumentId)) documentId: DocumentId, @Param('documentVersionId', zod(DocumentVersionId)) versionId: DocumentVersionId, @CurrentActor() actor: Actor): Promise<VersionProvenance> {
    return this.provenance.read(documentId, versionId, actor);
  }
}
