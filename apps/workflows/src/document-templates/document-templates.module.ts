import { Module } from '@nestjs/common';
import { DocumentContentModule } from '../document-content/document-content.module.ts';
import { DocumentsModule } from '../documents/documents.module.ts';
import { DocumentTemplatesController } from './document-templates.controller.ts';
import { DocumentTemplates } from './document-templates.ts';
import { FillTemplateHandler } from './fill-template.handler.ts';
import { ProvenanceQueries } from './provenance.queries.ts';
import { TemplateFactsQueries } from './template-facts.queries.ts';

@Module({
  imports: [DocumentContentModule, DocumentsModule],
  controllers: [DocumentTemplatesController],
  providers: [DocumentTemplates, FillTemplateHandler, ProvenanceQueries, TemplateFactsQueries],
})
export class DocumentTemplatesModule {}
