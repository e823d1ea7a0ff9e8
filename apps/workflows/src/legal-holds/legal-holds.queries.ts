import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { plantScope, type Actor } from '@kairos/auth';
import type { HeldDocument, HeldDocumentPage, LegalHoldPage, LegalHoldView, ListHeldDocumentsQuery, ListLegalHoldsQuery } from '@kairos/contracts';
import { decodeCursor, toPage } from '@kairos/http';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { LegalHoldNotFound } from './legal-hold.errors.ts';

const columns = `h.id, h.title, h.reason, h.plant_ids as "plantIds", h.workflow_ids as "workflowIds",
  (select count(*)::int from legal_hold_document x where x.tenant_id = h.tenant_id and x.legal_hold_id = h.id) as "documentCount",
  h.placed_by_user_id as "placedByUserId", h.placed_at as "placedAt", h.released_at as "releasedAt", h.released_by_user_id as "releasedByUserId", h.release_reason as "releaseReason", h.version`;
const Position = z.tuple([z.uuid()]);

/** Holds are the tenant's: whoever reaches a list of plants alone sees none. */
@Injectable()
export class LegalHoldsQueries {
  constructor(private readonly em: EntityManager) {}

  async list({ limit, cursor, documentId, standing }: ListLegalHoldsQuery, actor: Actor): Promise<LegalHoldPage> {
    if (plantScope(actor) !== null) return { items: [], nextCursor: null };
    const after = cursor === undefined ? null : decodeCursor(cursor, Position)[0];
    const rows = await tenantQuery<LegalHoldView>(
      this.em,
      `select ${columns} from legal_hold h where ($1::uuid is null or h.id < $1) and ($2::boolean is null or (h.released_at is null) = $2)
         and ($3::uuid is null or exists (select from legal_hold_document x where x.tenant_id = h.tenant_id and x.legal_hold_id = h.id and x.document_id = $3))
       order by h.id desc limit $4`,
      [after, standing ?? null, documentId ?? null, limit + 1],
    );
    return toPage(rows, limit, viewOf, ({ id }) => [id]);
  }

  async read(legalHoldId: string, actor: Actor): Promise<LegalHoldView> {
    const [row] = plantScope(actor) === null ? await tenantQuery<LegalHoldView>(this.em, `select ${columns} from legal_hold h where h.id = $1`, [legalHoldId]) : [];
    if (!row) throw new LegalHoldNotFound();
    return viewOf(row);
  }

  async documents(legalHoldId: string, { limit, cursor }: ListHeldDocumentsQuery, actor: Actor): Promise<HeldDocumentPage> {
    await this.read(legalHoldId, actor);
    const after = cursor === undefined ? null : decodeCursor(cursor, Position)[0];
    const rows = await tenantQuery<HeldDocument>(
      this.em,
      `select x.document_id as "documentId", d.name, x.added_at as "heldSince" from legal_hold_document x left join document d on d.tenant_id = x.tenant_id and d.id = x.document_id
       where x.legal_hold_id = $1 and ($2::uuid is null or x.document_id > $2) order by x.document_id limit $3`,
      [legalHoldId, after, limit + 1],
    );
    return toPage(rows, limit, (row) => ({ ...row, heldSince: toInstant(row.heldSince) }), ({ documentId }) => [documentId]);
  }
}

function viewOf(row: LegalHoldView): LegalHoldView {
  return { ...row, placedAt: toInstant(row.placedAt), releasedAt: row.releasedAt && toInstant(row.releasedAt) };
}
