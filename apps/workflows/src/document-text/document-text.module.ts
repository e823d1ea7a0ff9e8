import { Module } from '@nestjs/common';
import { DocumentContentModule } from '../document-content/document-content.module.ts';
import { TenantDay } from '../tenant-day.ts';
import { DocumentSearchController } from './document-search.controller.ts';
import { DocumentSearchQueries } from './document-search.queries.ts';
import { ExtractTexts } from './extract-texts.job.ts';

@Module({ imports: [DocumentContentModule], controllers: [DocumentSearchController], providers: [TenantDay, DocumentSearchQueries, ExtractTexts] })
export class DocumentTextModule {}
