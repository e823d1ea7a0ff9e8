import { Inject, Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { TenantSettings } from '@kairos/auth';
import type { DocumentFileType } from '@kairos/contracts';
import { DomainError } from '@kairos/http';
import { FileStore, takeTurnAtContent, type StoredContent } from '@kairos/service-kit/file-store';
import { currentTenantId, tenantQuery } from '@kairos/tenancy';
import { WORKFLOWS_CONFIG, type WorkflowsConfig } from '../config.ts';
import { DocumentIsEmpty, DocumentStorageIsFull, DocumentTooLarge, DocumentTypeNotAllowed, DocumentUploadBrokeOff } from './document-content.errors.ts';
import { recogniseFile } from './recognise-file.ts';
import { safeFileName } from './safe-file-name.calc.ts';

export type IncomingDocument = { fileName: string; announcedBytes: number | undefined; content: AsyncIterable<Uint8Array> };
export type ArrivedContent = StoredContent & { fileName: string; fileType: DocumentFileType };

const gigabyte = 1_000_000_000;

/** Takes the bytes of a document in as they stream by. The same bytes of a tenant are stored once. */
@Injectable()
export class DocumentIntake {
  constructor(
    private readonly em: EntityManager,
    private readonly store: FileStore,
    private readonly settings: TenantSettings,
    @Inject(WORKFLOWS_CONFIG) private readonly config: WorkflowsConfig,
  ) {}

  /**
   * @param keep stores the row that keeps the bytes, in the transaction that it runs in; what it refuses leaves nothing behind
   */
  async take<T>(incoming: IncomingDocument, keep: (arrived: ArrivedContent) => Promise<T>): Promise<T> {
    const tenantId = currentTenantId();
    const { maxBytes, documentTypes } = await this.demand(incoming.announcedBytes ?? 0);
    const stored = await this.store.put(tenantId, arriving(incoming.content, maxBytes));
    try {
      if (stored.byteSize === 0) throw new DocumentIsEmpty();
      const fileName = safeFileName(incoming.fileName);
      const fileType = await recogniseFile(() => this.store.read(tenantId, stored.sha256), fileName);
      if (fileType === undefined || !documentTypes.includes(fileType)) throw new DocumentTypeNotAllowed(documentTypes);
      return await this.em.transactional(async () => {
        await this.hold(stored);
        return keep({ ...stored, fileName, fileType });
      });
    } catch (error) {
      await this.forget(stored.sha256);
      throw error;
    }
  }

  /**
   * Whether the tenant takes so many bytes, as far as that can be told before they are there.
   *
   * @param waiting what other documents that have been announced will take, in bytes
   */
  async demand(byteSize: number, waiting = 0): Promise<{ maxBytes: number; documentTypes: readonly DocumentFileType[] }> {
    const { documentMaxMib, documentTypes } = await this.settings.read();
    const maxBytes = Math.min(documentMaxMib * 1024 * 1024, this.config.MAX_UPLOAD_BYTES ?? Infinity);
    if (byteSize > maxBytes) throw new DocumentTooLarge(maxBytes);
    await this.demandRoom(byteSize + waiting);
    return { maxBytes, documentTypes };
  }

  /** Says that bytes in the store are kept. Within a transaction, which ends with a row that names them. */
  private async hold({ sha256, byteSize }: StoredContent): Promise<void> {
    const tenantId = currentTenantId();
    await takeTurnAtContent(this.em, tenantId, sha256);
    // An upload of the same bytes that was refused at the same moment may have taken them out again.
    if (!(await this.store.has(tenantId, sha256))) throw new DocumentUploadBrokeOff();
    await this.em.execute('insert into document_content (tenant_id, sha256, byte_size) values (?, ?, ?) on conflict do nothing', [tenantId, sha256, byteSize]);
  }

  /** Bytes that no row keeps go out of the store again. */
  private forget(sha256: string): Promise<void> {
    return this.em.fork().transactional(async (em) => {
      await takeTurnAtContent(em, currentTenantId(), sha256);
      const [kept] = await em.execute<unknown[]>('select from document_content where sha256 = ?', [sha256]);
      if (!kept) await this.store.remove(currentTenantId(), sha256);
    });
  }

  /** Asked before bytes are read; the database decides when they are kept. */
  private async demandRoom(bytes: number): Promise<void> {
    const [row] = await tenantQuery<{ most: number; present: string }>(
      this.em,
      `select (limits ->> 'storageGb')::int as most, (select coalesce(sum(byte_size), 0) from document_content) as present from tenant_terms where limits ->> 'storageGb' is not null`,
    );
    if (row && Number(row.present) + Math.max(1, bytes) > row.most * gigabyte) throw new DocumentStorageIsFull(row.most, (Number(row.present) / gigabyte).toFixed(3));
  }
}

async function* arriving(content: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Uint8Array> {
  let seen = 0;
  try {
    for await (const piece of content) {
      seen += piece.byteLength;
      if (seen > maxBytes) throw new DocumentTooLarge(maxBytes);
      yield piece;
    }
  } catch (error) {
    throw error instanceof DomainError ? error : new DocumentUploadBrokeOff();
  }
}
