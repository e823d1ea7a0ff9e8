import { Inject, Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { TenantSettings, type Actor } from '@kairos/auth';
import { DomainError } from '@kairos/http';
import { INTAKE_CONFIG, type IntakeConfig } from '../config.ts';
import { FileStore } from './file-store.port.ts';
import { StorageRoom } from './storage-room.ts';
import { FileWitness } from './file-witness.ts';
import { SourceFile, type ArrivedFile } from './source-file.entity.ts';
import { MediaTypeNotAllowed, SourceFileIsEmpty, SourceFileTooLarge, UploadBrokeOff } from './source-file.errors.ts';

export type IncomingFile = { fileName: string; contentType: string; announcedBytes: number | undefined; content: AsyncIterable<Uint8Array> };

/** Takes a file in as it streams by. Bytes that the tenant stored before are recognised, not stored twice. */
@Injectable()
export class StoreSourceFileHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly store: FileStore,
    private readonly settings: TenantSettings,
    private readonly room: StorageRoom,
    @Inject(INTAKE_CONFIG) private readonly config: IntakeConfig,
  ) {}

  async execute(incoming: IncomingFile, actor: Actor): Promise<{ sourceFileId: string; recognised: boolean }> {
    const { fileName, contentType, announcedBytes = 0 } = incoming;
    const { uploadMaxMib, uploadMediaTypes } = await this.settings.read();
    const mediaType = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
    if (!uploadMediaTypes.some((allowed) => allowed === mediaType)) throw new MediaTypeNotAllowed(uploadMediaTypes);
    const maxBytes = Math.min(uploadMaxMib * 1024 * 1024, this.config.MAX_UPLOAD_BYTES ?? Infinity);
    if (announcedBytes > maxBytes) throw new SourceFileTooLarge(maxBytes);
    await this.room.demand(announcedBytes);
    const witness = new FileWitness(maxBytes);
    const stored = await this.store.put(actor.tenantId, witness.watch(arriving(incoming.content)));
    const sniff = witness.sniff();
    if (stored.byteSize === 0 || sniff.problems.some(({ code }) => code === 'empty-file')) throw new SourceFileIsEmpty();
    return this.keep({ ...stored, fileName, contentType, sniff, tenantId: actor.tenantId, uploadedByUserId: actor.userId }, actor);
  }

  @Transactional()
  protected async keep(arrived: ArrivedFile, actor: Actor): Promise<{ sourceFileId: string; recognised: boolean }> {
    // Two uploads of the same bytes at once take turns, so the second recognises the first.
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 1))', [`${arrived.tenantId}:${arrived.sha256}`]);
    const known = await this.em.findOne(SourceFile, { sha256: arrived.sha256 });
    const file = known ?? SourceFile.store(arrived);
    this.em.persist(file);
    await this.em.flush();
    await this.em.execute('insert into source_file_upload (tenant_id, source_file_id, user_id, api_key_id) values (?, ?, ?, ?) on conflict do nothing', [
      actor.tenantId, file.id, actor.userId, actor.apiKeyId ?? null,
    ]);
    return { sourceFileId: file.id, recognised: known !== null };
  }
}

async function* arriving(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* content;
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new UploadBrokeOff();
  }
}
