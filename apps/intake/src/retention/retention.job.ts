import { Injectable } from '@nestjs/common';
import { TenantSettings } from '@kairos/auth';
import { Upkeep, type UpkeepJob } from '@kairos/service-kit';
import { ExpiredFiles } from './expired-files.repository.ts';
import { ExpiredJobs } from './expired-jobs.repository.ts';
import { ExpiredResults } from './expired-results.repository.ts';

/** Lets go of what a tenant keeps no longer, by its settings: first what became of rows, then whole imports, then files. */
@Injectable()
@Upkeep({ name: 'retention', cron: '20 * * * *' })
export class Retention implements UpkeepJob {
  constructor(
    private readonly settings: TenantSettings,
    private readonly results: ExpiredResults,
    private readonly jobs: ExpiredJobs,
    private readonly files: ExpiredFiles,
  ) {}

  async tend(signal: AbortSignal): Promise<void> {
    const { importResultRetentionDays, importJobRetentionDays, sourceFileRetentionDays } = await this.settings.read();
    await this.results.remove(Math.min(importResultRetentionDays, importJobRetentionDays), signal);
    await this.jobs.remove(importJobRetentionDays, signal);
    await this.files.remove(sourceFileRetentionDays, signal);
  }
}
