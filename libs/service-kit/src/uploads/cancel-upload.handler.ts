import { Injectable } from '@nestjs/common';
import type { Actor } from '@kairos/auth';
import { FinishedUploads } from './finished-uploads.ts';
import { UploadProgress } from './upload-progress.repository.ts';
import { UploadIsComplete } from './upload.errors.ts';

/** Gives an upload up: what arrived is removed, and whoever still sends is shut out. */
@Injectable()
export class CancelUploadHandler {
  constructor(
    private readonly progress: UploadProgress,
    private readonly finished: FinishedUploads,
  ) {}

  async execute(uploadId: string, actor: Actor): Promise<void> {
    const { state, receivedBytes, totalBytes } = await this.progress.of(uploadId, actor);
    // What has arrived in full may be becoming a file at this moment: only one of the two goes on.
    const late = state === 'open' && receivedBytes === totalBytes && !(await this.progress.claimFinish(uploadId));
    if (state === 'completed' || late) throw new UploadIsComplete();
    await this.finished.end(uploadId, (session) => session.cancel());
  }
}
