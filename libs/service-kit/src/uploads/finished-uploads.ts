import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { DomainError } from '@kairos/http';
import { FileStore } from '../file-store/file-store.port.ts';
import { ArrivedUploads, type UploadSessionLike } from './arrived-uploads.port.ts';
import { UploadProgress, type Standing } from './upload-progress.repository.ts';
import { UploadBrokeOff } from './upload.errors.ts';

const renewEveryMs = 30_000;

/** Brings uploads that have arrived in full to their end, each once. */
@Injectable()
export class FinishedUploads {
  constructor(
    private readonly em: EntityManager,
    private readonly progress: UploadProgress,
    private readonly arrived: ArrivedUploads,
    private readonly store: FileStore,
  ) {}

  /** Finishes an upload unless that was done before, or is being done elsewhere. */
  async settle(uploadId: string, actor: Actor): Promise<void> {
    if (!(await this.progress.claimFinish(uploadId))) return;
    const standing = await this.progress.of(uploadId, actor);
    const renewal = setInterval(() => void this.progress.renewFinish(uploadId).catch(() => undefined), renewEveryMs);
    try {
      await this.end(uploadId, await this.takeIn(standing, actor));
    } finally {
      clearInterval(renewal);
    }
  }

  /** Ends an upload and takes its bytes out of the store. */
  async end(uploadId: string, how: (session: UploadSessionLike) => void): Promise<void> {
    const tenantId = await this.em.transactional(async () => {
      const session = await this.arrived.lock(uploadId);
      if (session.state === 'open') how(session);
      return session.tenantId;
    });
    await this.clear(tenantId, uploadId);
  }

  async clear(tenantId: string, uploadId: string): Promise<void> {
    await this.store.unstage(tenantId, uploadId);
    await this.progress.cleared(uploadId);
  }

  private async takeIn(upload: Standing, actor: Actor): Promise<(session: UploadSessionLike) => void> {
    const { id } = upload;
    try {
      const pieces = await this.progress.pieces(id);
      return await this.arrived.takeIn(upload, this.contentOf(pieces, id, actor.tenantId), actor);
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
  return error instanceof DomainError && error.kind !== 'unavailable' && error.code !== new UploadBrokeOff().code;
}
