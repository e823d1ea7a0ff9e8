import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { DomainError } from '@kairos/http';
import { FileStore } from '@kairos/service-kit/file-store';
import { FileIntake, type KeptFile } from '../source-files/file-intake.ts';
import { UploadBrokeOff } from '../source-files/source-file.errors.ts';
import { UploadProgress, type Standing } from './upload-progress.repository.ts';
import { UploadSession } from './upload-session.entity.ts';

const renewEveryMs = 30_000;

/** Makes a source file of an upload that has arrived in full, by the same rules as of one that came in a single request. */
@Injectable()
export class FinishedUploads {
  constructor(
    private readonly em: EntityManager,
    private readonly progress: UploadProgress,
    private readonly intake: FileIntake,
    private readonly store: FileStore,
  ) {}

  /**
   * Finishes an upload unless that was done before, or is being done elsewhere.
   *
   * @returns the source file, or null while another request is at it
   */
  async settle(uploadId: string, actor: Actor): Promise<string | null> {
    const claimed = await this.progress.claimFinish(uploadId);
    const standing = await this.progress.of(uploadId, actor);
    if (!claimed) return standing.sourceFileId;
    const renewal = setInterval(() => void this.progress.renewFinish(uploadId).catch(() => undefined), renewEveryMs);
    try {
      const kept = await this.takeIn(standing, actor);
      await this.end(uploadId, (session) => session.complete(kept.sourceFileId, kept.recognised));
      return kept.sourceFileId;
    } finally {
      clearInterval(renewal);
    }
  }

  /** Ends an upload and takes its bytes out of the store. */
  async end(uploadId: string, how: (session: UploadSession) => void): Promise<void> {
    const tenantId = await this.em.transactional(async (em) => {
      const session = await em.findOneOrFail(UploadSession, { id: uploadId }, { refresh: true, lockMode: LockMode.PESSIMISTIC_WRITE });
      if (session.state === 'open') how(session);
      return session.tenantId;
    });
    await this.clear(tenantId, uploadId);
  }

  async clear(tenantId: string, uploadId: string): Promise<void> {
    await this.store.unstage(tenantId, uploadId);
    await this.progress.cleared(uploadId);
  }

  private async takeIn({ id, fileName, contentType, totalBytes }: Standing, actor: Actor): Promise<KeptFile> {
    try {
      const pieces = await this.progress.pieces(id);
      return await this.intake.execute({ fileName, contentType, announcedBytes: totalBytes, content: this.contentOf(pieces, id, actor.tenantId) }, actor);
    } catch (error) {
      // What the rules refuse is refused for good; what failed beneath may succeed when it is asked for again.
      if (isRefusal(error)) await this.end(id, (session) => session.fail({ code: error.code, detail: error.message }));
      else await this.progress.releaseFinish(id);
      throw error;
    }
  }

  private async *contentOf(pieces: readonly string[], uploadId: string, tenantId: string): AsyncGenerator<Uint8Array> {
    for (const piece of pieces) yield* this.store.readStaged(tenantId, uploadId, piece);
  }
}

function isRefusal(error: unknown): error is DomainError {
  return error instanceof DomainError && error.kind !== 'unavailable' && !(error instanceof UploadBrokeOff);
}
