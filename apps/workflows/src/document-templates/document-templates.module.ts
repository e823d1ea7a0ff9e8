import { Module } from '@nestjs/common';
import { DocumentContentModule } from '../document-content/document-content.module.ts';
import { DocumentsModule } from '../documents/documents.module.ts';
import { PlantsModule } from '../plants/plants.module.ts';
import { BundledTemplateRepository } from './bundled-template.repository.ts';
import { BundledTemplates } from './bundled-templates.ts';
import { BundledTemplatesController } from './bundled-templates.controller.ts';
import { DocumentTemplatesController } from './document-templates.controller.ts';
import { DocumentTemplates } from './document-templates.ts';
import { FillBundledTemplateHandler } from './fill-bundled-template.handler.ts';
import { FillTemplateHandler } from './fill-template.handler.ts';
import { GeneratedDocument } from './generated-document.ts';
import { OwnTemplatesQueries } from './own-templates.queries.ts';
import { ProvenanceQueries } from './provenance.queries.ts';
import { TemplateFactsQueries } from './template-facts.queries.ts';
import { TemplateFiller } from '../document-filling/template-filler.ts';

@Module({
  imports: [DocumentContentModule, DocumentsModule, PlantsModule],
  controllers: [BundledTemplatesController, DocumentTemplatesController],
  providers: [BundledTemplateRepository, BundledTemplates, DocumentTemplates, FillBundledTemplateHandler, FillTemplateHandler, GeneratedDocument, OwnTemplatesQueries, ProvenanceQueries, TemplateFactsQueries, TemplateFiller],
})
export class DocumentTemplatesModule {}
