import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { uploadMediaTypes } from '@kairos/contracts';
import { FileStore, openFileStore, streamBodies } from '@kairos/service-kit/file-store';
import { INTAKE_CONFIG } from '../config.ts';
import { FileIntake } from './file-intake.ts';
import { SourceFileSnapshots } from './source-file-snapshots.job.ts';
import { StorageRoom } from './storage-room.ts';
import { SourceFilesController, uploadRoute } from './source-files.controller.ts';
import { SourceFilesQueries } from './source-files.queries.ts';
import { StoreSourceFileHandler } from './store-source-file.handler.ts';

@Module({
  controllers: [SourceFilesController],
  providers: [{ provide: FileStore, inject: [INTAKE_CONFIG], useFactory: openFileStore }, SourceFileSnapshots, SourceFilesQueries, StorageRoom, FileIntake, StoreSourceFileHandler],
  exports: [FileIntake, FileStore, SourceFilesQueries],
})
export class SourceFilesModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    // A context without HTTP, such as a snapshot run, has no adapter.
    const fastify = this.host.httpAdapter?.getInstance<FastifyInstance>();
    if (fastify) streamBodies(fastify, uploadMediaTypes, [uploadRoute]);
  }
}
