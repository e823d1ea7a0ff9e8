import { Module } from '@nestjs/common';
import { AuditRecordsController } from './audit-records.controller.ts';
import { AuditRecordsQueries } from './audit-records.queries.ts';
import { auditTrailConsumers } from './audit-trail.consumer.ts';

@Module({ controllers: [AuditRecordsController], providers: [AuditRecordsQueries, ...auditTrailConsumers] })
export class AuditModule {}
