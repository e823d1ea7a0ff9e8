import { Module } from '@nestjs/common';
import { FileStore, openFileStore } from '@kairos/service-kit/file-store';
import { WORKFLOWS_CONFIG } from '../config.ts';
import { DocumentIntake } from './document-intake.ts';
import { StoreProof } from './store-proof.ts';

@Module({ providers: [{ provide: FileStore, inject: [WORKFLOWS_CONFIG], useFactory: openFileStore }, DocumentIntake, StoreProof], exports: [FileStore, DocumentIntake, StoreProof] })
export class DocumentContentModule {}
