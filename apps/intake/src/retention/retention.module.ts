import { Module } from '@nestjs/common';
import { SourceFilesModule } from '../source-files/source-files.module.ts';
import { ExpiredFiles } from './expired-files.repository.ts';
import { ExpiredJobs } from './expired-jobs.repository.ts';
import { ExpiredResults } from './expired-results.repository.ts';
import { Retention } from './retention.job.ts';

@Module({ imports: [SourceFilesModule], providers: [ExpiredFiles, ExpiredJobs, ExpiredResults, Retention] })
export class RetentionModule {}
