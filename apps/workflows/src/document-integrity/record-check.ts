import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { DocumentFinding } from '@kairos/contracts';
import type { StoredContent } from '@kairos/service-kit/file-store';
import { FileStore, takeTurnAtContent } from '@kairos/service-kit/file-store';
import { currentTenantId, tenantQuery } from '@kairos/tenancy';
import { Clock } from '../clock.port.ts';
import { StoreProof } from '../document-content/store-proof.ts';
import { Document } from '../documents/document.entity.ts';
import { checkContent, type ContentCheck } from './check-content.ts';

type Version = { id: string; documentId: string };

/** Checks a content and keeps what was found. What is found for the first time is an event of each document, and waits to be told. */
@Injectable()
export class RecordCheck {
  constructor(
    private readonly em: EntityManager,
    private readonly store: FileStore,
    private readonly proof: StoreProof,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns undefined when the content was disposed of meanwhile
   * @throws DocumentStoreAway, and whatever else keeps the store from answering: those are no findings
   */
  async of(content: StoredContent, signal?: AbortSignal): Promise<(ContentCheck & { checkedAt: Date }) | undefined> {
    const check = await checkContent(this.store, currentTenantId(), content, signal);
    if (check.finding === 'missing') await this.proof.demand(content.sha256);
    const checkedAt = this.clock.now();
    const kept = await this.em.fork().transactional((em) => this.keep(em, content.sha256, check, checkedAt));
    return kept ? { ...check, checkedAt } : undefined;
  }

  /** Keeps that a content could not be read, and by what kind of error: the others have their turn before it is tried again. */
  async failed({ sha256 }: StoredContent, error: unknown): Promise<void> {
    const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
    await this.em.fork().transactional((em) => em.execute(
      `insert into document_check (tenant_id, sha256, tried_at, fault, is_told) select tenant_id, sha256, ?, ?, true from document_content where sha256 = ?
       on conflict (tenant_id, sha256) do update set tried_at = excluded.tried_at, fault = excluded.fault`,
      [this.clock.now(), String(code ?? name ?? 'Error').slice(0, 100), sha256],
    ));
  }

  private async keep(em: EntityManager, sha256: string, { finding, foundSha256 }: ContentCheck, checkedAt: Date): Promise<boolean> {
    const tenantId = currentTenantId();
    await takeTurnAtContent(em, tenantId, sha256);
    const [content] = await em.execute<{ known: string | null }[]>('select (select k.finding from document_check k where k.tenant_id = c.tenant_id and k.sha256 = c.sha256) as known from document_content c where c.sha256 = ?', [sha256]);
    if (!content) return false;
    const isNews = finding !== null && content.known !== finding;
    await em.execute(
      `insert into document_check (tenant_id, sha256, checked_at, tried_at, finding, found_at, found_sha256, is_told) values (?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (tenant_id, sha256) do update set checked_at = excluded.checked_at, tried_at = excluded.tried_at, fault = null, finding = excluded.finding, found_sha256 = excluded.found_sha256,
         found_at = case when document_check.finding = excluded.finding then document_check.found_at else excluded.found_at end, is_told = excluded.is_told and (document_check.is_told or excluded.finding is null)`,
      [tenantId, sha256, checkedAt, checkedAt, finding, finding && checkedAt, foundSha256, !isNews],
    );
    if (isNews) await this.record(em, sha256, { finding, foundSha256 });
    return true;
  }

  private async record(em: EntityManager, sha256: string, check: { finding: DocumentFinding; foundSha256: string | null }): Promise<void> {
    const versions = await tenantQuery<Version>(this.em, 'select id, document_id as "documentId" from document_version where sha256 = $1 order by id', [sha256]);
    const documents = new Map((await em.find(Document, { id: { $in: versions.map(({ documentId }) => documentId) } })).map((document) => [document.id, document]));
    for (const { id, documentId } of versions) documents.get(documentId)?.tellDamage({ versionId: id, sha256, ...check });
  }
}
