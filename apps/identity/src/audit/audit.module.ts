import { Module, type DynamicModule } from '@nestjs/common';
import { AuditChainRepository } from './audit-chain.repository.ts';
import { AuditExport } from './audit-export.ts';
import { AuditParties } from './audit-parties.queries.ts';
import { AuditRecordsController } from './audit-records.controller.ts';
import { AuditRecordsQueries } from './audit-records.queries.ts';
import { AuditSummaryQueries } from './audit-summary.queries.ts';
import { AuditRetention } from './audit-retention.job.ts';
import { AuditSealer, SealEvery } from './audit-sealer.job.ts';
import { auditTrailConsumers } from './audit-trail.consumer.ts';
import { EraseAuditDetailsHandler } from './erase-audit-details.handler.ts';
import { SealFiles } from './seal-files.ts';
import { SealKeys } from './seal-keys.ts';
import { UsersModule } from '../users/users.module.ts';

type Sealing = { keysFolder: string; sealsFolder: string; everyMs: number };

@Module({})
export class AuditModule {
  static forSealing({ keysFolder, sealsFolder, everyMs }: Sealing): DynamicModule {
    return {
      module: AuditModule,
      imports: [UsersModule],
      controllers: [AuditRecordsController],
      providers: [
        { provide: SealKeys, useValue: new SealKeys(keysFolder) },
        { provide: SealFiles, useValue: new SealFiles(sealsFolder) },
        { provide: SealEvery, useValue: new SealEvery(everyMs) },
        AuditChainRepository, AuditParties, AuditRecordsQueries, AuditSummaryQueries, AuditExport, EraseAuditDetailsHandler, AuditSealer, AuditRetention, ...auditTrailConsumers,
      ],
    };
  }
}
