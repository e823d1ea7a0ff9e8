import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { runAsCommand, type CommandContext } from '@kairos/event-bus';
import { Upkeep, type UpkeepJob } from '@kairos/service-kit';
import { tenantQuery } from '@kairos/tenancy';
import { Document } from '../documents/document.entity.ts';
import { RetentionPeriods, type RetainedDocument } from '../retention/retention-periods.ts';
import { CarryOutDisposals } from './carry-out-disposals.ts';

const atOnce = 500;
const some = `select id, category, expires_on::text as "expiresOn", retain_until::text as "retainUntil" from document where ($1::uuid is null or id > $1) order by id limit ${atOnce}`;

const name = 'document-retention';
/** Who approved a list stands in the list. */
const carryingOut: CommandContext = {
  actorKind: 'system', actorId: name, sessionId: null, action: 'workflows.disposal-list.carry-out', permission: null, requestId: name, address: null, userAgent: null,
  reason: null, traceparent: undefined, audit: 'each',
};

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
    for (let after: string | null | undefined = null; after !== undefined && !signal.aborted; ) after = await this.extendSome(after);
    const lists = await tenantQuery<{ id: string }>(this.em, `select id from disposal_list where status = 'approved' order by id`);
    for (const { id } of lists) await runAsCommand(carryingOut, () => this.disposals.run(id, signal));
    await this.disposals.removeBytes(signal);
  }

  /** @returns the last document looked at, or undefined at the end */
  private async extendSome(after: string | null): Promise<string | undefined> {
    const documents = await tenantQuery<RetainedDocument & { retainUntil: string | null }>(this.em, some, [after]);
    const periods = await this.retention.ofEach(documents);
    const longer = documents.flatMap(({ id, retainUntil }, at) => {
      const until = periods[at]?.until ?? null;
      return until !== null && (retainUntil === null || until > retainUntil) ? [{ id, until }] : [];
    });
    for (const { id, until } of longer) await this.em.fork().transactional(async (em) => (await em.findOne(Document, { id }))?.extendRetention(until));
    return documents.length === atOnce ? documents.at(-1)?.id : undefined;
  }
}
