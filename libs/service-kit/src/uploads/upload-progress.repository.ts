import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { tenantQuery } from '@kairos/tenancy';
import { TooManyUploads, UploadHasEnded, UploadSessionNotFound } from './upload.errors.ts';

export type Standing = { id: string; state: 'open' | 'completed' | 'failed' | 'cancelled'; receivedBytes: number; totalBytes: number; fileName: string; contentType: string; expiresAt: Date };
type Row = Omit<Standing, 'receivedBytes' | 'totalBytes' | 'expiresAt'> & { receivedBytes: string; totalBytes: string; expiresAt: string };

/** Of whom `$1` and `$2` name, as user and API key: an upload is nobody else's business. */
export const isOwnUpload = `user_id = $1 and api_key_id is not distinct from $2::uuid`;
/** How an upload stands, as people read it. A writer that has not been heard of for a minute is dead. */
export const uploadState = `case when state <> 'open' then state when received_bytes = total_bytes or (writer is not null and touched_at > now() - interval '1 minute') then 'uploading'
  when touched_at is null then 'initialized' else 'paused' end`;
const mostAtOnce = 50;
const finishingFor = `interval '2 minutes'`;

/**
 * How far uploads have come. Whoever goes on with one becomes its writer; an earlier one, whose connection may be dead
 * without anybody knowing, then finds itself shut out at its next piece.
 */
@Injectable()
export class UploadProgress {
  constructor(private readonly em: EntityManager) {}

  /** @throws UploadSessionNotFound for whoever did not begin it */
  async of(uploadId: string, actor: Actor): Promise<Standing> {
    const [row] = await tenantQuery<Row>(
      this.em,
      `select id, state, received_bytes as "receivedBytes", total_bytes as "totalBytes", file_name as "fileName", content_type as "contentType", expires_at as "expiresAt"
       from upload_session where ${isOwnUpload} and id = $3`,
      [actor.userId, actor.apiKeyId ?? null, uploadId],
    );
    if (!row) throw new UploadSessionNotFound();
    return { ...row, receivedBytes: Number(row.receivedBytes), totalBytes: Number(row.totalBytes), expiresAt: new Date(row.expiresAt) };
  }

  /** @throws UploadHasEnded for one that failed, was cancelled, or waited for too long */
  async alive(uploadId: string, actor: Actor): Promise<Standing> {
    const standing = await this.of(uploadId, actor);
    if (standing.state === 'failed' || standing.state === 'cancelled') throw new UploadHasEnded(standing.state);
    if (standing.state === 'open' && standing.expiresAt.getTime() < Date.now()) throw new UploadHasEnded('expired');
    return standing;
  }

  /**
   * The turn of a person to begin an upload, within a transaction: two that begin at once see what the other will take.
   *
   * @returns how many bytes all open uploads of the tenant will take
   * @throws TooManyUploads
   */
  async demandTurn(actor: Actor): Promise<number> {
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 2))', [actor.tenantId]);
    const { own, bytes } = await this.waiting(actor);
    if (own >= mostAtOnce) throw new TooManyUploads(mostAtOnce);
    return bytes;
  }

  private async waiting(actor: Actor): Promise<{ own: number; bytes: number }> {
    const [row] = await tenantQuery<{ own: string; bytes: string }>(
      this.em,
      `select count(*) filter (where user_id = $1) as own, coalesce(sum(total_bytes), 0) as bytes from upload_session where state = 'open'`,
      [actor.userId],
    );
    return { own: Number(row?.own ?? 0), bytes: Number(row?.bytes ?? 0) };
  }

  /** @returns whether `writer` may go on from there */
  claim(uploadId: string, writer: string, offset: number): Promise<boolean> {
    return this.change(`update upload_session set writer = ?, touched_at = now() where id = ? and state = 'open' and received_bytes = ? and received_bytes < total_bytes`, [writer, uploadId, offset]);
  }

  /** @returns whether the writer still has the upload, which counts as a sign of life */
  holds(uploadId: string, writer: string): Promise<boolean> {
    return this.change(`update upload_session set touched_at = now() where id = ? and writer = ? and state = 'open'`, [uploadId, writer]);
  }

  /** Notes pieces that lie in the store, one behind the other. @returns whether the writer still has the upload */
  keep(uploadId: string, writer: string, from: number, pieces: readonly { piece: string; byteSize: number }[]): Promise<boolean> {
    return this.em.transactional(async (em) => {
      const byteSize = pieces.reduce((sum, { byteSize: size }) => sum + size, 0);
      const kept = await em.execute<unknown[]>(
        `update upload_session set received_bytes = received_bytes + ?, touched_at = now() where id = ? and writer = ? and state = 'open' and received_bytes = ? returning id`,
        [byteSize, uploadId, writer, from],
      );
      if (kept.length === 0) return false;
      let at = from;
      for (const { piece, byteSize: size } of pieces) {
        await em.execute('insert into upload_piece (tenant_id, upload_session_id, starts_at, piece) select tenant_id, id, ?, ? from upload_session where id = ?', [at, piece, uploadId]);
        at += size;
      }
      return true;
    });
  }

  async letGo(uploadId: string, writer: string): Promise<void> {
    await this.change('update upload_session set writer = null where id = ? and writer = ?', [uploadId, writer]);
  }

  async pieces(uploadId: string): Promise<string[]> {
    const rows = await tenantQuery<{ piece: string }>(this.em, 'select piece from upload_piece where upload_session_id = $1 order by starts_at', [uploadId]);
    return rows.map(({ piece }) => piece);
  }

  /** @returns whether it is the caller's to make a file of what has arrived */
  claimFinish(uploadId: string): Promise<boolean> {
    return this.change(
      `update upload_session set finishing_until = now() + ${finishingFor} where id = ? and state = 'open' and received_bytes = total_bytes and (finishing_until is null or finishing_until < now())`,
      [uploadId],
    );
  }

  async renewFinish(uploadId: string): Promise<void> {
    await this.change(`update upload_session set finishing_until = now() + ${finishingFor} where id = ?`, [uploadId]);
  }

  async releaseFinish(uploadId: string): Promise<void> {
    await this.change('update upload_session set finishing_until = null where id = ?', [uploadId]);
  }

  /** Notes that the store holds nothing of an upload any more. */
  async cleared(uploadId: string): Promise<void> {
    await this.change('update upload_session set cleared = true where id = ? and ended_at is not null', [uploadId]);
  }

  private change(sql: string, values: unknown[]): Promise<boolean> {
    return this.em.transactional(async (em) => (await em.execute<unknown[]>(`${sql} returning id`, values)).length > 0);
  }
}
