import { Module } from '@nestjs/common';
import { PlantsModule } from '../plants/plants.module.ts';
import { RegistryCardsModule } from '../registry-cards/registry-cards.module.ts';
import { AuthorityRecordRepository } from './authority-record.repository.ts';
import { AuthorityRecordSnapshots } from './authority-record-snapshots.job.ts';
import { AuthorityRecordsController } from './authority-records.controller.ts';
import { AuthorityRecordsQueries } from './authority-records.queries.ts';
import { ChangeAuthorityRecordHandler } from './change-authority-record.handler.ts';
import { LicenceTerms } from './licence-terms.job.ts';
import { RecordCapturedValuesWhenTaskCompletedConsumer } from './record-captured-values-when-task-completed.consumer.ts';

@Module({
  imports: [PlantsModule, RegistryCardsModule],
  controllers: [AuthorityRecordsController],
  providers: [AuthorityRecordRepository, AuthorityRecordSnapshots, AuthorityRecordsQueries, ChangeAuthorityRecordHandler, LicenceTerms, RecordCapturedValuesWhenTaskCompletedConsumer],
  exports: [AuthorityRecordRepository],
})
export class AuthorityRecordsModule {}
