import { createHash, randomUUID, type Hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '@kairos/auth';
import { FileStore } from '../file-store/file-store.port.ts';
import { FinishedUploads } from './finished-uploads.ts';
import { PieceReader } from './piece-reader.ts';
import type { Checksum } from './tus-headers.calc.ts';
import { UploadProgress, type Standing } from './upload-progress.repository.ts';
import { ChecksumMismatch, UploadBrokeOff, UploadIsComplete, UploadIsTooLong, UploadOffsetMismatch, UploadTakenOver } from './upload.errors.ts';

type Incoming = { uploadId: string; offset: number; announcedBytes: number | undefined; checksum: Checksum | undefined; content: AsyncIterable<Uint8Array> };
type Piece = { piece: string; byteSize: number };

/** What a kill of the service or a dead line costs at most; each is on disk before it counts. */
const pieceSize = 8 * 1024 * 1024;

/** Takes in the next bytes of an upload. Whatever ends the request, what arrived before is kept and can be gone on from. */
@Injectable()
export class AppendToUploadHandler {
  constructor(
    private readonly progress: UploadProgress,
    private readonly store: FileStore,
    private readonly finished: FinishedUploads,
  ) {}

  /** @returns how much has arrived */
  async execute(incoming: Incoming, actor: Actor): Promise<number> {
    const { uploadId, offset, announcedBytes = 0 } = incoming;
    const standing = await this.progress.alive(uploadId, actor);
    const { receivedBytes, totalBytes } = standing;
    if (standing.state === 'completed' && offset !== totalBytes) throw new UploadIsComplete();
    if (offset !== receivedBytes) throw new UploadOffsetMismatch(receivedBytes);
    if (offset + announcedBytes > totalBytes) throw new UploadIsTooLong(totalBytes);
    const at = receivedBytes === totalBytes ? totalBytes : await this.receive(incoming, standing, actor);
    if (at === totalBytes) await this.finished.settle(uploadId, actor);
    return at;
  }

  private async receive(incoming: Incoming, { totalBytes }: Standing, actor: Actor): Promise<number> {
    const { uploadId, offset } = incoming;
    const writer = randomUUID();
    if (!(await this.progress.claim(uploadId, writer, offset))) throw new UploadOffsetMismatch((await this.progress.alive(uploadId, actor)).receivedBytes);
    const reader = new PieceReader(incoming.content, pieceSize, totalBytes - offset);
    try {
      return await this.takePieces(reader, incoming, { writer, tenantId: actor.tenantId });
    } finally {
      await this.progress.letGo(uploadId, writer);
      await reader.close();
    }
  }

  private async takePieces(reader: PieceReader, { uploadId, offset, checksum }: Incoming, { writer, tenantId }: { writer: string; tenantId: string }): Promise<number> {
    const hash = checksum && createHash(checksum.algorithm);
    const unsure: Piece[] = [];
    let at = offset;
    while (await reader.more()) {
      const piece = await this.stage(reader, `${String(at).padStart(15, '0')}-${writer}`, { uploadId, tenantId, hash });
      if (hash) await this.hold(uploadId, tenantId, writer, unsure, piece);
      else await this.keep(uploadId, tenantId, writer, at, [piece]);
      at += piece.byteSize;
    }
    if (hash) await this.keepIfSound(reader, { uploadId, tenantId, writer, offset }, unsure, hash.digest('base64') === checksum?.digest);
    if (reader.broken !== undefined) throw new UploadBrokeOff();
    if (reader.tooLong) throw new UploadIsTooLong(at);
    return at;
  }

  private async stage(reader: PieceReader, piece: string, { uploadId, tenantId, hash }: { uploadId: string; tenantId: string; hash: Hash | undefined }): Promise<Piece> {
    const size = { bytes: 0 };
    const hashed = async function* (): AsyncGenerator<Uint8Array> {
      for await (const chunk of reader.piece(size)) {
        hash?.update(chunk);
        yield chunk;
      }
    };
    await this.store.stage(tenantId, uploadId, piece, hashed());
    return { piece, byteSize: size.bytes };
  }

  /** Pieces that wait for their checksum wait no longer than their writer has the upload. */
  private async hold(uploadId: string, tenantId: string, writer: string, unsure: Piece[], piece: Piece): Promise<void> {
    unsure.push(piece);
    if (await this.progress.holds(uploadId, writer)) return;
    await this.drop(tenantId, uploadId, unsure);
    throw new UploadTakenOver();
  }

  /** Bytes that a checksum vouches for count together or not at all. */
  private async keepIfSound(reader: PieceReader, { uploadId, tenantId, writer, offset }: { uploadId: string; tenantId: string; writer: string; offset: number }, pieces: readonly Piece[], sound: boolean): Promise<void> {
    if (sound && reader.broken === undefined && !reader.tooLong) return this.keep(uploadId, tenantId, writer, offset, pieces);
    await this.drop(tenantId, uploadId, pieces);
    if (reader.broken === undefined && !reader.tooLong) throw new ChecksumMismatch();
  }

  private async keep(uploadId: string, tenantId: string, writer: string, from: number, pieces: readonly Piece[]): Promise<void> {
    if (await this.progress.keep(uploadId, writer, from, pieces)) return;
    await this.drop(tenantId, uploadId, pieces);
    throw new UploadTakenOver();
  }

  private async drop(tenantId: string, uploadId: string, pieces: readonly Piece[]): Promise<void> {
    for (const { piece } of pieces) await this.store.unstage(tenantId, uploadId, piece);
  }
}
