import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { auditBulk, runAsCommand, type CommandContext } from '@kairos/event-bus';
import { Upkeep, type UpkeepJob } from '@kairos/service-kit';
import { currentTenantId, tenantQuery } from '@kairos/tenancy';
import { Document } from '../documents/document.entity.ts';
import { RetentionPeriods, type RetainedDocument } from '../retention/retention-periods.ts';
import { CarryOutDisposals } from './carry-out-disposals.ts';

const atOnce = 500;
const some = `select id, category, expires_on::text as "expiresOn", retain_until::text as "retainUntil" from document where ($1::uuid is null or id > $1) order by id limit ${atOnce}`;

const name = 'document-retention';
const bySystem = { actorKind: 'system', actorId: name, sessionId: null, permission: null, requestId: name, address: null, userAgent: null, reason: null, traceparent: undefined } as const;
/** Who approved a list stands in the list. */
const carryingOut: CommandContext = { ...bySystem, action: 'workflows.disposal-list.carry-out', audit: 'each' };
const extending: CommandContext = { ...bySystem, action: 'workflows.document.extend-retention', audit: 'bulk' };
type Extended = { id: string; until: string };

/** Keeps documents longer where a workflow ended or a schedule was lengthened, and goes on with disposals that a process left. */
@Injectable()
@Upkeep({ name, cron: '50 2 * * *' })
export class KeepRetention implements UpkeepJob {
  constructor(
    private readonly em: EntityManager,
    private readonly retention: RetentionPeriods,
    private readonly disposals: CarryOutDisposals,
  ) {}

  async tend(signal: AbortSignal): Promise<void> {
    await this.extendAll(signal);
    const lists = await tenantQuery<{ id: string }>(this.em, `select id from disposal_list where status = 'approved' order by id`);
    for (const { id } of lists) await runAsCommand(carryingOut, () => this.disposals.run(id, signal));
    await this.disposals.removeBytes(signal);
  }

  /** One audit record tells of all documents of the night, also when it breaks off. */
  private async extendAll(signal: AbortSignal): Promise<void> {
    const extended: Extended[] = [];
    try {
      for (let after: string | null | undefined = null; after !== undefined && !signal.aborted; ) after = await this.extendSome(after, extended);
    } finally {
      if (extended.length > 0) await runAsCommand(extending, () => this.em.fork().transactional((em) => this.tell(em, extended)));
    }
  }

  private async tell(em: EntityManager, extended: readonly Extended[]): Promise<void> {
    auditBulk(em, 'workflows', { resourceType: 'DocumentRetention', resourceId: currentTenantId(), count: extended.length, results: JSON.stringify(extended) });
    await em.flush();
  }

  /** @returns the last document looked at, or undefined at the end */
  private async extendSome(after: string | null, extended: Extended[]): Promise<string | undefined> {
    const documents = await tenantQuery<RetainedDocument & { retainUntil: string | null }>(this.em, some, [after]);
    const periods = await this.retention.ofEach(documents);
    const longer = documents.flatMap(({ id, retainUntil }, at) => {
      const until = periods[at]?.until ?? null;
      return until !== null && (retainUntil === null || until > retainUntil) ? [{ id, until }] : [];
    });
    for (const one of longer) {
      await this.em.fork().transactional(async (em) => (await em.findOne(Document, { id: one.id }))?.extendRetention(one.until));
      extended.push(one);
    }
    return documents.length === atOnce ? documents.at(-1)?.id : undefined;
  }
}
