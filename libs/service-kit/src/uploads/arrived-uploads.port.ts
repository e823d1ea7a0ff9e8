import type { Actor } from '@kairos/auth';
import type { Standing } from './upload-progress.repository.ts';

/** An upload that can come to its end; the table is `upload_session`, with the columns that `UploadProgress` names. */
export type UploadSessionLike = { readonly tenantId: string; readonly state: string; fail(failure: { code: string; detail: string }): void; cancel(): void };

/** What a service does with uploads that have arrived in full. */
export abstract class ArrivedUploads<S extends UploadSessionLike = UploadSessionLike> {
  /** The action that stands in the audit trail when nobody went on with an upload: `intake.upload.expire`. */
  abstract readonly expiry: string;

  /** Reads a session anew and locks it until the transaction ends. */
  abstract lock(uploadId: string): Promise<S>;

  /**
   * Makes of the bytes what they were sent for, by the same rules as if they had come in one request.
   *
   * @returns how the session is completed
   */
  abstract takeIn(upload: Standing, content: AsyncIterable<Uint8Array>, actor: Actor): Promise<(session: S) => void>;
}
