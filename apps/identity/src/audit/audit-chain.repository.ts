import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { AuditRecorded, EventData } from '@kairos/contracts';
import { chainColumns, chainStart, commit, nextRecord, toChainRecord, type ChainPlace, type ChainRecord, type ChainRow, type RecordFacts } from '@kairos/contracts/audit-chain';
import { currentTenantId, tenantQuery } from '@kairos/tenancy';
import { AuditParties, type Parties } from './audit-parties.queries.ts';
import { categoryOf, describe } from './record-facts.calc.ts';

type Told = EventData<typeof AuditRecorded>;

/** The one place where audit records get their place: whoever holds a tenant's head appends to its chain. */
@Injectable()
export class AuditChainRepository {
  constructor(
    private readonly em: EntityManager,
    private readonly parties: AuditParties,
  ) {}

  /**
   * Appends a record in the transaction that is open, and holds the tenant's head until its end. A record that is there
   * already stays as it is.
   */
  async append(id: string, told: Told): Promise<void> {
    const head = await this.lockHead();
    await this.insert(this.recordOf(head, id, told, await this.parties.of(told)));
  }

  /** The head of the current tenant's chain, locked until the transaction ends. Begins the chain where there is none. */
  async lockHead(): Promise<ChainPlace> {
    return (await this.head(true)) ?? this.begin();
  }

  /** After which record the chain of the current tenant begins: the first ever, or the last that was removed. */
  async start(): Promise<ChainPlace> {
    const [start] = await tenantQuery<ChainPlace>(this.em, 'select started_after_sequence::float8 as sequence, started_after_hash as "recordHash" from audit_chain');
    return start ?? chainStart;
  }

  private async head(locked: boolean): Promise<ChainPlace | undefined> {
    const [head] = await tenantQuery<ChainPlace>(this.em, `select last_sequence::float8 as sequence, last_hash as "recordHash" from audit_chain${locked ? ' for update' : ''}`);
    return head;
  }

  private async begin(): Promise<ChainPlace> {
    const [begun] = await tenantQuery(this.em, `insert into audit_chain (tenant_id, last_sequence, last_hash) values ($1, 0, repeat('0', 64)) on conflict do nothing returning 1`, [currentTenantId()]);
    if (begun) await this.chainEarlierRecords();
    const head = await this.head(true);
    if (!head) throw new Error('The audit chain of this tenant could not begin.');
    return head;
  }

  /** Records from before there were chains, in the order in which they came. */
  private async chainEarlierRecords(): Promise<void> {
    let last: ChainPlace = { sequence: 0, recordHash: '0'.repeat(64) };
    const rows = await tenantQuery<ChainRow>(this.em, `select ${chainColumns} from audit_record where sequence is null order by recorded_at, id`);
    for (const row of rows) {
      const { actor, content, ...facts } = toChainRecord({ ...row, category: categoryOf({ service: row.service, resourceType: row.resource_type }) });
      const description = describe({ action: row.action, resourceType: row.resource_type, count: row.count }, null);
      const details = { resourceName: null, description, reason: row.reason, before: row.before, after: row.after };
      const record = nextRecord(last, facts, commit(newSalt(), actor.details ?? { email: null, address: row.address, userAgent: row.user_agent }), commit(newSalt(), content.details ? { ...content.details, description } : details));
      await tenantQuery(this.em, 'select chain_audit_record($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)', [
        record.id, record.sequence, record.previousHash, record.recordHash, record.category, description, record.actor.salt, record.actor.commitment, record.content.salt, record.content.commitment,
      ]);
      last = record;
    }
    await tenantQuery(this.em, 'update audit_chain set last_sequence = $1, last_hash = $2', [last.sequence, last.recordHash]);
  }

  private recordOf(head: ChainPlace, id: string, told: Told, { email, roles, resourceName }: Parties): ChainRecord {
    const facts: RecordFacts = {
      tenantId: currentTenantId(), id, service: told.service, category: categoryOf(told), action: told.action, resourceType: told.resourceType, resourceId: told.resourceId,
      actorKind: told.actorKind, actorId: told.actorId, actorRoles: roles, sessionId: told.sessionId, apiKeyId: told.apiKeyId ?? null, permission: told.permission, requestId: told.requestId,
      status: told.status ?? 'success', errorCode: told.errorCode ?? null, count: told.count, resultsSha256: told.resultsSha256,
      occurredAt: toMicroseconds(told.occurredAt), recordedAt: toMicroseconds(new Date().toISOString()),
    };
    const content = { resourceName, description: describe(told, resourceName), reason: told.reason, before: told.before, after: told.after };
    return nextRecord(head, facts, commit(newSalt(), { email, address: told.address, userAgent: told.userAgent }), commit(newSalt(), content));
  }

  private async insert({ actor, content, ...record }: ChainRecord): Promise<void> {
    await tenantQuery(
      this.em,
      `with appended as (
         insert into audit_record (tenant_id, id, sequence, previous_hash, record_hash, service, category, action, resource_type, resource_id, actor_kind, actor_id, actor_roles,
           session_id, api_key_id, permission, request_id, status, error_code, count, results_sha256, occurred_at, recorded_at,
           actor_email, address, user_agent, actor_salt, actor_commitment, resource_name, description, reason, before, after, content_salt, content_commitment)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32::jsonb, $33::jsonb, $34, $35)
         on conflict (id) do nothing returning sequence, record_hash)
       update audit_chain set last_sequence = appended.sequence, last_hash = appended.record_hash from appended`,
      [
        record.tenantId, record.id, record.sequence, record.previousHash, record.recordHash, record.service, record.category, record.action, record.resourceType, record.resourceId,
        record.actorKind, record.actorId, record.actorRoles, record.sessionId, record.apiKeyId, record.permission, record.requestId, record.status, record.errorCode, record.count, record.resultsSha256,
        record.occurredAt, record.recordedAt, actor.details?.email, actor.details?.address, actor.details?.userAgent, actor.salt, actor.commitment,
        content.details?.resourceName, content.details?.description, content.details?.reason, json(content.details?.before), json(content.details?.after), content.salt, content.commitment,
      ],
    );
  }
}

function newSalt(): string {
  return randomBytes(16).toString('hex');
}

/** Instants come with milliseconds or none; the database keeps microseconds, and the hash is of what it keeps. */
function toMicroseconds(instant: string): string {
  return new Date(instant).toISOString().replace('Z', '000Z');
}

function json(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}
