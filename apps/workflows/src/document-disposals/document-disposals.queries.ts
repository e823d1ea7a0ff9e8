import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { plantScope, type Actor } from '@kairos/auth';
import type { DisposalListPage, DisposalListView, DocumentTombstone, DocumentTombstonePage, ListDisposalListsQuery, ListDocumentTombstonesQuery } from '@kairos/contracts';
import { decodeCursor, toPage } from '@kairos/http';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { DisposalListNotFound } from './document-disposals.errors.ts';

const columns = `l.id, l.status, l.reason, (select count(*)::int from disposal_item i where i.tenant_id = l.tenant_id and i.disposal_list_id = l.id) as "documentCount",
  l.drawn_up_by_user_id as "drawnUpByUserId", l.drawn_up_at as "drawnUpAt", l.decided_by_user_id as "decidedByUserId", l.decided_at as "decidedAt", l.version`;
const items = `select document_id as "documentId", name, category, retain_until::text as "retainUntil", state, kept_because as "keptBecause" from disposal_item where disposal_list_id = $1 order by retain_until, document_id`;
const tombstones = `select document_id as "documentId", document_version_id as "documentVersionId", version_number as "versionNumber", name, category, file_name as "fileName", sha256, byte_size as "byteSize",
    retain_until::text as "retainUntil", reason, disposal_list_id as "disposalListId", disposed_by_user_id as "disposedByUserId", disposed_at as "disposedAt", bytes
  from document_tombstone where ($1::uuid is null or document_version_id < $1) and ($2::uuid is null or document_id = $2) and ($3::text is null or sha256 = $3) order by document_version_id desc limit $4`;
const Position = z.tuple([z.uuid()]);
type Row = DisposalListPage['items'][number];

/** Disposals are the tenant's: whoever reaches a list of plants alone sees none. */
@Injectable()
export class DocumentDisposalsQueries {
  constructor(private readonly em: EntityManager) {}

  async list({ limit, cursor, status }: ListDisposalListsQuery, actor: Actor): Promise<DisposalListPage> {
    if (plantScope(actor) !== null) return { items: [], nextCursor: null };
    const after = cursor === undefined ? null : decodeCursor(cursor, Position)[0];
    const rows = await tenantQuery<Row>(
      this.em, `select ${columns} from disposal_list l where ($1::uuid is null or l.id < $1) and ($2::text is null or l.status = $2) order by l.id desc limit $3`, [after, status ?? null, limit + 1],
    );
    return toPage(rows, limit, viewOf, ({ id }) => [id]);
  }

  async read(disposalListId: string, actor: Actor): Promise<DisposalListView> {
    const [row] = plantScope(actor) === null ? await tenantQuery<Row>(this.em, `select ${columns} from disposal_list l where l.id = $1`, [disposalListId]) : [];
    if (!row) throw new DisposalListNotFound();
    return { ...viewOf(row), items: await tenantQuery<DisposalListView['items'][number]>(this.em, items, [disposalListId]) };
  }

  /** Newest versions first. */
  async tombstones({ limit, cursor, documentId, sha256 }: ListDocumentTombstonesQuery, actor: Actor): Promise<DocumentTombstonePage> {
    if (plantScope(actor) !== null) return { items: [], nextCursor: null };
    const after = cursor === undefined ? null : decodeCursor(cursor, Position)[0];
    const rows = await tenantQuery<DocumentTombstone>(this.em, tombstones, [after, documentId ?? null, sha256 ?? null, limit + 1]);
    return toPage(rows, limit, (row) => ({ ...row, byteSize: Number(row.byteSize), disposedAt: toInstant(row.disposedAt) }), ({ documentVersionId }) => [documentVersionId]);
  }
}

function viewOf(row: Row): Row {
  return { ...row, drawnUpAt: toInstant(row.drawnUpAt), decidedAt: row.decidedAt && toInstant(row.decidedAt) };
}
