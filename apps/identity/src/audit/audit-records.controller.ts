import { Body, Controller, Get, Header, HttpCode, Post, Query, StreamableFile } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, InPerson, Public, RequirePermission, RequireStepUp, type Actor } from '@kairos/auth';
import { AuditRecordPage, AuditSealKeys, AuditSummary, AuditSummaryQuery, EraseAuditDetailsBody, ErasedAuditDetails, ExportAuditRecordsQuery, ListAuditRecordsQuery } from '@kairos/contracts';
import { Returns, zod } from '@kairos/http';
import { AuditExport } from './audit-export.ts';
import { AuditRecordsQueries } from './audit-records.queries.ts';
import { AuditSummaryQueries } from './audit-summary.queries.ts';
import { EraseAuditDetailsHandler } from './erase-audit-details.handler.ts';
import { SealKeys } from './seal-keys.ts';

@Controller('api/v1/identity/audit-records')
export class AuditRecordsController {
  constructor(
    private readonly queries: AuditRecordsQueries,
    private readonly summaries: AuditSummaryQueries,
    private readonly auditExport: AuditExport,
    private readonly eraseDetails: EraseAuditDetailsHandler,
    private readonly keys: SealKeys,
  ) {}

  @Get()
  @RequirePermission('identity.audit.read')
  @Returns(AuditRecordPage, 'What was changed by whom, the latest first', { query: ListAuditRecordsQuery })
  list(@Query(zod(ListAuditRecordsQuery)) query: ListAuditRecordsQuery, @CurrentActor() actor: Actor): Promise<AuditRecordPage> {
    return this.queries.list(query, actor);
  }

  @Get('summary')
  @RequirePermission('identity.audit.read')
  @Returns(AuditSummary, 'How much was recorded in the last hours, by category, action, status, actor and hour', { query: AuditSummaryQuery })
  summary(@Query(zod(AuditSummaryQuery)) query: AuditSummaryQuery, @CurrentActor() actor: Actor): Promise<AuditSummary> {
    return this.summaries.summarise(query, actor);
  }

  @Get('export')
  @RequirePermission('identity.audit.export')
  @RequireStepUp()
  @Header('x-content-type-options', 'nosniff')
  @Returns(z.string(), 'The chain of the tenant as JSON lines, with seals and keys, to verify it without us; or an excerpt by filters, which cannot be', {
    mediaType: 'application/x-ndjson', query: ExportAuditRecordsQuery,
  })
  async export(@Query(zod(ExportAuditRecordsQuery)) query: ExportAuditRecordsQuery, @CurrentActor() actor: Actor) {
    const { content, complete } = await this.auditExport.open(query, actor);
    const type = query.format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8';
    return new StreamableFile(content, { type, disposition: `attachment; filename="audit-${complete ? '' : 'excerpt-'}${actor.tenantId}.${query.format}"` });
  }

  @Post('erasures')
  @HttpCode(200)
  @RequirePermission('identity.audit.erase')
  @InPerson()
  @RequireStepUp()
  @Returns(ErasedAuditDetails, 'Erases what the trail tells of a former user; the chain goes on verifying')
  erase(@Body(zod(EraseAuditDetailsBody)) body: EraseAuditDetailsBody, @CurrentActor() actor: Actor): Promise<ErasedAuditDetails> {
    return this.eraseDetails.execute(body, actor);
  }

  @Get('seal-keys')
  @Public('verification keys are public by nature')
  @Returns(AuditSealKeys, 'The keys that heads of audit chains are sealed with')
  sealKeys(): AuditSealKeys {
    return { keys: this.keys.published() };
  }
}
