import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { may, plantScope, type Actor } from '@kairos/auth';
import { currentTenantId, tenantQuery } from '@kairos/tenancy';
import { LegalHold } from './legal-hold.entity.ts';
import { DocumentIsOnHold } from './legal-hold.errors.ts';

// Locked in one order, so that two do not wait for one another.
const standing = 'select id from legal_hold where released_at is null and workflow_ids && $1::uuid[] order by id for update';

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

  /** Holds of some workflows are also of one that goes on with their tasks, or that is started within them. Takes the turn. */
  async extendTo(workflowId: string, from: readonly string[]): Promise<void> {
    await this.takeTurn();
    const holds = await tenantQuery<{ id: string }>(this.em, standing, [from]);
    if (holds.length === 0) return;
    for (const hold of await this.em.find(LegalHold, { id: { $in: holds.map(({ id }) => id) } }, { refresh: true })) hold.extendTo(workflowId);
    await this.em.flush();
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
