import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import type { PlaceLegalHoldBody } from '@kairos/contracts';
import { executeInTransaction, tenantQuery } from '@kairos/tenancy';
import { LegalHold } from './legal-hold.entity.ts';
import { HoldTargetNotFound, LegalHoldNeedsAllPlants } from './legal-hold.errors.ts';

// What was removed is in dispute as well, as long as documents of it are there.
const targets = {
  documentIds: 'select count(*)::int as n from document where id = any($1)',
  plantIds: 'select count(*)::int as n from plant_facts where plant_id = any($1)',
  workflowIds: 'select count(*)::int as n from workflow where id = any($1)',
} as const;

/** Those named and those linked. What is hidden and not disposed of yet is held too. */
const held = `from document d where d.id in (
    select id from document where id = any($1) union select id from document where plant_ids && $2::uuid[]
    union select l.document_id from document_link l where l.kind = 'workflow' and l.target_id = any($3::uuid[])
    union select l.document_id from document_link l where l.kind = 'task' and l.target_id in (select t.id from workflow_task t where t.workflow_id = any($3::uuid[])))`;

/** The workflows, those within them and those that they were merged into. */
const withParts = `with recursive part (id) as (
    select unnest($1::uuid[])
    union select next.id from part cross join lateral (
      select w.id from workflow w where w.parent_workflow_id = part.id
      union all select (c.after ->> 'into')::uuid from workflow_change c where c.workflow_id = part.id and c.kind = 'workflow.merged' and c.after ->> 'into' is not null) next)
  select id from part order by id`;

/** Places a hold on documents: those named, and all that are linked to its plants and workflows; later ones the database adds. */
@Injectable()
export class PlaceLegalHoldHandler {
  constructor(protected readonly em: EntityManager) {}

  @Transactional()
  async execute({ title, reason, documentIds, plantIds, workflowIds }: PlaceLegalHoldBody, actor: Actor): Promise<string> {
    if (plantScope(actor) !== null) throw new LegalHoldNeedsAllPlants();
    const named = { documentIds: [...new Set(documentIds)], plantIds: [...new Set(plantIds)], workflowIds: [...new Set(workflowIds)] };
    for (const [field, ids] of Object.entries(named) as [keyof typeof targets, string[]][]) {
      const [found] = await tenantQuery<{ n: number }>(this.em, targets[field], [ids]);
      if (found?.n !== ids.length) throw new HoldTargetNotFound(field);
    }
    // The turn that the insert of a hold takes anyway, before it is known what it will hold.
    await this.em.execute(`select pg_advisory_xact_lock(hashtextextended('legal-hold:' || ?, 170))`, [actor.tenantId]);
    const workflows = (await tenantQuery<{ id: string }>(this.em, withParts, [named.workflowIds])).map(({ id }) => id);
    const values = [named.documentIds, named.plantIds, workflows];
    const documents = await tenantQuery<{ id: string }>(this.em, `select d.id ${held} order by d.id for share of d`, values);
    // Somebody may have disposed of one before it was locked.
    if (named.documentIds.some((id) => !documents.some((document) => document.id === id))) throw new HoldTargetNotFound('documentIds');
    const hold = LegalHold.place({ tenantId: actor.tenantId, title, reason, plantIds: named.plantIds, workflowIds: workflows, placedByUserId: actor.userId }, documents.length);
    await this.em.persist(hold).flush();
    await executeInTransaction(this.em, 'insert into legal_hold_document (tenant_id, legal_hold_id, document_id) select $1, $2, unnest($3::uuid[])', [actor.tenantId, hold.id, documents.map(({ id }) => id)]);
    return hold.id;
  }
}
