import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { DocumentTemplateList, DocumentView, FillBundledTemplateBody, PreviewBundledTemplateQuery, TemplateCode, TemplateVariableList, templateFormats } from '@kairos/contracts';
import { IdempotencyExempt, Returns, zod } from '@kairos/http';
import { DocumentsQueries } from '../documents/documents.queries.ts';
import { BundledTemplateRepository } from './bundled-template.repository.ts';
import { BundledTemplates } from './bundled-templates.ts';
import { FillBundledTemplateHandler } from './fill-bundled-template.handler.ts';
import { OwnTemplatesQueries } from './own-templates.queries.ts';

@Controller('api/v1/workflows/document-templates')
export class BundledTemplatesController {
  constructor(
    private readonly templates: BundledTemplateRepository,
    private readonly letters: BundledTemplates,
    private readonly own: OwnTemplatesQueries,
    private readonly fillTemplate: FillBundledTemplateHandler,
    private readonly documents: DocumentsQueries,
  ) {}

  @Get()
  @RequirePermission('documents.document.read')
  @Returns(DocumentTemplateList, 'List the templates of documents: those that ship, and the documents of the tenant with the tag template')
  async list(@CurrentActor() actor: Actor): Promise<DocumentTemplateList> {
    const bundled = this.templates.all().map(({ id, version, title, description, category }) => ({ origin: 'bundled' as const, id, version, title, description, category, formats: [...templateFormats] }));
    return { items: [...bundled, ...(await this.own.list(actor))] };
  }

  @Get(':documentTemplateId/variables')
  @RequirePermission('documents.document.read')
  @Returns(TemplateVariableList, 'List the variables of a template that ships, with their values for a plant or workflow and where these come from', { query: PreviewBundledTemplateQuery })
  variables(@Param('documentTemplateId', zod(TemplateCode)) templateId: TemplateCode, @Query(zod(PreviewBundledTemplateQuery)) { plantId, workflowId }: PreviewBundledTemplateQuery, @CurrentActor() actor: Actor): Promise<TemplateVariableList> {
    return this.letters.preview(this.templates.read(templateId), { plantId, workflowId }, actor);
  }

  @Post(':documentTemplateId/fill')
  @RequirePermission('documents.document.write')
  @IdempotencyExempt('a template is filled with what is known at that moment')
  @Returns(DocumentView, 'Make a DOCX or PDF of a template that ships, filled with what is known of a plant and workflow')
  async fill(@Param('documentTemplateId', zod(TemplateCode)) templateId: TemplateCode, @Body(zod(FillBundledTemplateBody)) body: FillBundledTemplateBody, @CurrentActor() actor: Actor): Promise<DocumentView> {
    return this.documents.read(await this.fillTemplate.execute(templateId, body, actor), actor);
  }
}
