import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { ArrivedUploads, type Standing } from '@kairos/service-kit/uploads';
import { FileIntake } from '../source-files/file-intake.ts';
import { UploadSession } from './upload-session.entity.ts';

/** Makes a source file of an upload that has arrived in full, by the same rules as of one that came in a single request. */
@Injectable()
export class ArrivedSourceFiles extends ArrivedUploads<UploadSession> {
  override readonly expiry = 'intake.upload.expire';

  constructor(
    private readonly em: EntityManager,
    private readonly intake: FileIntake,
  ) {
    super();
  }

  override lock(uploadId: string): Promise<UploadSession> {
    return this.em.findOneOrFail(UploadSession, { id: uploadId }, { refresh: true, lockMode: LockMode.PESSIMISTIC_WRITE });
  }

  override async takeIn({ fileName, contentType, totalBytes }: Standing, content: AsyncIterable<Uint8Array>, actor: Actor): Promise<(session: UploadSession) => void> {
    const { sourceFileId, recognised } = await this.intake.execute({ fileName, contentType, announcedBytes: totalBytes, content }, actor);
    return (session) => session.complete(sourceFileId, recognised);
  }
}
