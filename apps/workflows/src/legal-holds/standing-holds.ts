import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { may, plantScope, type Actor } from '@kairos/auth';
import { currentTenantId, tenantQuery } from '@kairos/tenancy';
import { DocumentIsOnHold } from './legal-hold.errors.ts';

/** The holds that keep documents now. */
@Injectable()
export class StandingHolds {
  constructor(private readonly em: EntityManager) {}

  /**
   * Waits for whoever places a hold, and makes the next one wait until the transaction ends. To be asked for before any document, workflow or plant is locked:
   * whoever places a hold takes this turn first and locks documents then.
   */
  async takeTurn(): Promise<void> {
    await this.em.execute(`select pg_advisory_xact_lock_shared(hashtextextended('legal-hold:' || ?, 170))`, [currentTenantId()]);
  }

  /**
   * @param actor null where what is said is stored for others to read
   * @throws DocumentIsOnHold naming every one to who may see holds
   */
  async demandNone(documentId: string, actor: Actor | null): Promise<void> {
    const holds = await tenantQuery<{ id: string; title: string }>(
      this.em,
      `select h.id, h.title from legal_hold_document x join legal_hold h on h.tenant_id = x.tenant_id and h.id = x.legal_hold_id
       where x.document_id = $1 and h.released_at is null order by h.id`,
      [documentId],
    );
    const mayNameThem = actor !== null && plantScope(actor) === null && may(actor, 'documents.hold.manage');
    if (holds.length > 0) throw new DocumentIsOnHold(mayNameThem ? holds : []);
  }
}
