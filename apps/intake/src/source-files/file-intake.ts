import { Inject, Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { TenantSettings, type Actor } from '@kairos/auth';
import type { SniffResult } from '@kairos/contracts';
import { DomainError } from '@kairos/http';
import { FileStore, type StoredContent, takeTurnAtContent } from '@kairos/service-kit/file-store';
import { INTAKE_CONFIG, type IntakeConfig } from '../config.ts';
import { FileFault } from '../rows/file.errors.ts';
import { sniffFile } from '../sniffing/sniff-file.ts';
import type { FileEvidence } from '../sniffing/sniff.calc.ts';
import { isFormatAllowed } from './allowed-format.calc.ts';
import { StorageRoom } from './storage-room.ts';
import { FileWitness } from './file-witness.ts';
import { SourceFile, type ArrivedFile } from './source-file.entity.ts';
import { MediaTypeNotAllowed, SourceFileIsEmpty, SourceFileTooLarge, SourceFileUnreadable, UploadBrokeOff } from './source-file.errors.ts';

export type IncomingFile = { fileName: string; contentType: string; announcedBytes: number | undefined; content: AsyncIterable<Uint8Array> };

/** `waiting` is what other files that have been announced will take. */
export type AnnouncedFile = { contentType: string; byteSize: number; waiting?: number };
export type KeptFile = { sourceFileId: string; recognised: boolean };

/** Takes a file in as it streams by, in one request or in several. Bytes that the tenant stored before are recognised, not stored twice. */
@Injectable()
export class FileIntake {
  constructor(
    private readonly em: EntityManager,
    private readonly store: FileStore,
    private readonly settings: TenantSettings,
    private readonly room: StorageRoom,
    @Inject(INTAKE_CONFIG) private readonly config: IntakeConfig,
  ) {}

  async execute(incoming: IncomingFile, actor: Actor): Promise<KeptFile> {
    const { fileName, contentType, announcedBytes = 0 } = incoming;
    const { maxBytes, uploadMediaTypes } = await this.demand({ contentType, byteSize: announcedBytes });
    const witness = new FileWitness(maxBytes);
    const stored = await this.store.put(actor.tenantId, witness.watch(arriving(incoming.content)));
    try {
      const sniff = await this.look(witness.evidence(), { ...stored, tenantId: actor.tenantId });
      if (!isFormatAllowed(sniff, uploadMediaTypes)) throw new MediaTypeNotAllowed(uploadMediaTypes);
      return await this.keep({ ...stored, fileName, contentType, sniff, tenantId: actor.tenantId, uploadedByUserId: actor.userId }, actor);
    } catch (error) {
      await this.forget(actor.tenantId, stored.sha256);
      throw error;
    }
  }

  /** Whether the tenant takes a file of this kind and size, as far as that can be told before it is there. */
  async demand({ contentType, byteSize, waiting = 0 }: AnnouncedFile): Promise<{ maxBytes: number; uploadMediaTypes: readonly string[] }> {
    const { uploadMaxMib, uploadMediaTypes } = await this.settings.read();
    const mediaType = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
    if (!uploadMediaTypes.some((allowed) => allowed === mediaType)) throw new MediaTypeNotAllowed(uploadMediaTypes);
    const maxBytes = Math.min(uploadMaxMib * 1024 * 1024, this.config.MAX_UPLOAD_BYTES ?? Infinity);
    if (byteSize > maxBytes) throw new SourceFileTooLarge(maxBytes);
    await this.room.demand(byteSize + waiting);
    return { maxBytes, uploadMediaTypes };
  }

  private async look(evidence: FileEvidence, { tenantId, sha256, byteSize }: StoredContent & { tenantId: string }): Promise<SniffResult> {
    try {
      const sniff = await sniffFile(evidence, () => this.store.read(tenantId, sha256));
      if (byteSize === 0 || sniff.problems.some(({ code }) => code === 'empty-file')) throw new SourceFileIsEmpty();
      return sniff;
    } catch (error) {
      throw error instanceof FileFault ? new SourceFileUnreadable(error.problem) : error;
    }
  }

  /** Bytes that no source file keeps go out of the store again. */
  @Transactional()
  protected async forget(tenantId: string, sha256: string): Promise<void> {
    await takeTurnAtContent(this.em, tenantId, sha256);
    if ((await this.em.count(SourceFile, { sha256 })) === 0) await this.store.remove(tenantId, sha256);
  }

  @Transactional()
  protected async keep(arrived: ArrivedFile, actor: Actor): Promise<KeptFile> {
    await takeTurnAtContent(this.em, arrived.tenantId, arrived.sha256);
    // An upload of the same bytes that was refused at the same moment may have taken them out again.
    if (!(await this.store.has(arrived.tenantId, arrived.sha256))) throw new UploadBrokeOff();
    const known = await this.em.findOne(SourceFile, { sha256: arrived.sha256 });
    const file = known ?? SourceFile.store(arrived);
    this.em.persist(file);
    await this.em.flush();
    await this.em.execute('insert into source_file_upload (tenant_id, source_file_id, user_id, api_key_id) values (?, ?, ?, ?) on conflict (tenant_id, source_file_id, user_id, api_key_id) do update set brought_at = now()', [
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
