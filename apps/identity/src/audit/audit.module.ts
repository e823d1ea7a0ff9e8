import { Module } from '@nestjs/common';
import { AuditChainRepository } from './audit-chain.repository.ts';
import { AuditParties } from './audit-parties.queries.ts';
import { AuditRecordsController } from './audit-records.controller.ts';
import { AuditRecordsQueries } from './audit-records.queries.ts';
import { auditTrailConsumers } from './audit-trail.consumer.ts';

@Module({ controllers: [AuditRecordsController], providers: [AuditChainRepository, AuditParties, AuditRecordsQueries, ...auditTrailConsumers] })
export class AuditModule {}
