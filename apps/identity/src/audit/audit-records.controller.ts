import { Controller, Get, Query } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { AuditRecordPage, ListAuditRecordsQuery } from '@kairos/contracts';
import { Returns, zod } from '@kairos/http';
import { AuditRecordsQueries } from './audit-records.queries.ts';

@Controller('api/v1/identity/audit-records')
export class AuditRecordsController {
  constructor(private readonly queries: AuditRecordsQueries) {}

  @Get()
  @RequirePermission('identity.audit.read')
  @Returns(AuditRecordPage, 'What was changed by whom, the latest first', { query: ListAuditRecordsQuery })
  list(@Query(zod(ListAuditRecordsQuery)) query: ListAuditRecordsQuery, @CurrentActor() actor: Actor): Promise<AuditRecordPage> {
    return this.queries.list(query, actor);
  }
}
