import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { ImportJobSnapshot } from '@kairos/contracts';
import { record } from '@kairos/event-bus';
import { Snapshots, type SnapshotPage, type SnapshotSource } from '@kairos/service-kit';
import { ImportJob } from './import-job.entity.ts';

@Injectable()
@Snapshots('intake.import-job')
export class ImportJobSnapshots implements SnapshotSource {
  constructor(private readonly em: EntityManager) {}

  async recordPage({ where, options }: SnapshotPage): Promise<ImportJob[]> {
    const jobs = await this.em.find(ImportJob, where, options);
    for (const job of jobs) record(job, ImportJobSnapshot, job.state());
    return jobs;
  }
}
