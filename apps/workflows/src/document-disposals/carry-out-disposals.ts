import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { DomainError } from '@kairos/http';
import { FileStore, takeTurnAtContent } from '@kairos/service-kit/file-store';
import { currentTenantId, tenantQuery } from '@kairos/tenancy';
import { Document } from '../documents/document.entity.ts';
import { DocumentProtection } from '../documents/document-protection.ts';
import { DisposalList } from './disposal-list.entity.ts';

type Version = { id: string; sha256: string };

/** Disposes of what lists were approved for, one document at a time: whoever comes after a process that was killed goes on where it was. */
@Injectable()
export class CarryOutDisposals {
  constructor(
    private readonly em: EntityManager,
    private readonly protection: DocumentProtection,
    private readonly store: FileStore,
  ) {}

  /** @param signal aborted when the process stops */
  async run(disposalListId: string, signal?: AbortSignal): Promise<void> {
    const items = await tenantQuery<{ documentId: string }>(this.em, `select document_id as "documentId" from disposal_item where disposal_list_id = $1 and state = 'proposed' order by document_id`, [disposalListId]);
    for (const { documentId } of items) {
      if (signal?.aborted) return;
      await this.em.fork().transactional((em) => this.disposeOf(em, disposalListId, documentId));
    }
    await this.em.fork().transactional(async (em) => {
      const list = await em.findOneOrFail(DisposalList, { id: disposalListId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (list.status === 'approved') list.carriedOut();
    });
    await this.removeBytes(signal);
  }

  /** Bytes of what was disposed of, unless another version is the same. */
  async removeBytes(signal?: AbortSignal): Promise<void> {
    const waiting = await tenantQuery<Version>(this.em, `select document_version_id as id, sha256 from document_tombstone where bytes = 'toBeRemoved' order by document_version_id limit 5000`);
    for (const { id, sha256 } of waiting) {
      if (signal?.aborted) return;
      await this.em.fork().transactional(async (em) => {
        await takeTurnAtContent(em, currentTenantId(), sha256);
        const [kept] = await em.execute<unknown[]>('select from document_content where sha256 = ?', [sha256]);
        if (!kept) await this.store.remove(currentTenantId(), sha256);
        await em.execute('update document_tombstone set bytes = ? where document_version_id = ?', [kept ? 'inUse' : 'removed', id]);
      });
    }
  }

  private async disposeOf(em: EntityManager, disposalListId: string, documentId: string): Promise<void> {
    const [item] = await em.execute<unknown[]>(`select from disposal_item where disposal_list_id = ? and document_id = ? and state = 'proposed' for update`, [disposalListId, documentId]);
    if (!item) return;
    const list = await em.findOneOrFail(DisposalList, { id: disposalListId });
    // In the order in which uploads take their turns: content first, then the document.
    const contents = await em.execute<{ sha256: string }[]>('select distinct sha256 from document_version where document_id = ? order by 1', [documentId]);
    for (const { sha256 } of contents) await takeTurnAtContent(em, currentTenantId(), sha256);
    const document = await em.findOne(Document, { id: documentId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const keptBecause = document ? await this.reasonToKeep(document) : 'it is not there any more';
    const state = keptBecause === null ? 'disposed' : 'kept';
    await em.execute('update disposal_item set state = ?, kept_because = ? where disposal_list_id = ? and document_id = ?', [state, keptBecause, disposalListId, documentId]);
    if (document && keptBecause === null) await this.bury(em, document, list);
  }

  private async reasonToKeep(document: Document): Promise<string | null> {
    try {
      await this.protection.demandNone(document, null);
      return null;
    } catch (error) {
      if (error instanceof DomainError) return error.message;
      throw error;
    }
  }

  private async bury(em: EntityManager, document: Document, { id: listId, reason, decidedByUserId }: DisposalList): Promise<void> {
    const by = decidedByUserId ?? '';
    const versions = await em.execute<Version[]>(
      `insert into document_tombstone (tenant_id, document_version_id, document_id, version_number, name, category, file_name, sha256, byte_size, retain_until, reason, disposal_list_id, disposed_by_user_id)
       select v.tenant_id, v.id, v.document_id, v.number, ?, ?, v.file_name, v.sha256, v.byte_size, ?, ?, ?, ? from document_version v where v.document_id = ?
       returning document_version_id as id, sha256`,
      [document.name, document.category, document.retainUntil ?? null, reason, listId, by, document.id],
    );
    document.dispose(reason, by, versions);
    for (const statement of remains) await em.execute(statement, [document.id]);
    await em.execute('delete from document_content c where sha256 = any(?::text[]) and not exists (select from document_version v where v.tenant_id = c.tenant_id and v.sha256 = c.sha256)', [`{${versions.map(({ sha256 }) => sha256).join(',')}}`]);
    em.remove(document);
  }
}

/** The rows of a document, those that name others first. */
const remains = [
  'delete from document_renewal where document_id = ?',
  'delete from document_decision x using document_version v where v.tenant_id = x.tenant_id and v.id = x.document_version_id and v.document_id = ?',
  'delete from document_link where document_id = ?',
  'delete from document_version where document_id = ?',
];
