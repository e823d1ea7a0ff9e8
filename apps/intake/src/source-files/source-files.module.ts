import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { INTAKE_CONFIG, type IntakeConfig } from '../config.ts';
import { FileIntake } from './file-intake.ts';
import { FileStore } from './file-store.port.ts';
import { LocalFileStore } from './local-file-store.ts';
import { S3FileStore } from './s3-file-store.ts';
import { SourceFileSnapshots } from './source-file-snapshots.job.ts';
import { StorageRoom } from './storage-room.ts';
import { SourceFilesController } from './source-files.controller.ts';
import { SourceFilesQueries } from './source-files.queries.ts';
import { StoreSourceFileHandler } from './store-source-file.handler.ts';
import { streamUploads } from './upload-content-types.ts';

@Module({
  controllers: [SourceFilesController],
  providers: [{
      provide: FileStore,
      inject: [INTAKE_CONFIG],
      useFactory: (config: IntakeConfig) => (config.FILE_STORE === 's3' ? new S3FileStore(config) : new LocalFileStore(config)),
    }, SourceFileSnapshots, SourceFilesQueries, StorageRoom, FileIntake, StoreSourceFileHandler],
  exports: [FileIntake, FileStore, SourceFilesQueries],
})
export class SourceFilesModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    // A context without HTTP, such as a snapshot run, has no adapter.
    const fastify = this.host.httpAdapter?.getInstance<FastifyInstance>();
    if (fastify) streamUploads(fastify);
  }
}
