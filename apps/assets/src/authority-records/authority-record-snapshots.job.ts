import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { AuthorityRecordSnapshot } from '@kairos/contracts';
import { record } from '@kairos/event-bus';
import { Snapshots, type SnapshotPage, type SnapshotSource } from '@kairos/service-kit';
import { AuthorityRecord } from './authority-record.entity.ts';

@Injectable()
@Snapshots('assets.authority-record')
export class AuthorityRecordSnapshots implements SnapshotSource {
  constructor(private readonly em: EntityManager) {}

  async recordPage({ where, options }: SnapshotPage): Promise<AuthorityRecord[]> {
    const authorityRecords = await this.em.find(AuthorityRecord, where, options);
    for (const authorityRecord of authorityRecords) record(authorityRecord, AuthorityRecordSnapshot, authorityRecord.whole());
    return authorityRecords;
  }
}
