import { Injectable, type Type } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { AuditRecorded, topology, type EventOf } from '@kairos/contracts';
import { Consumes, type EventConsumer } from '@kairos/event-bus';

/** One consumer per service, because a durable follows one stream. All of them store alike. */
export const auditTrailConsumers: Type<EventConsumer>[] = topology.identity.durables.map(({ name }) => auditTrailOf(name));

function auditTrailOf(durable: string): Type<EventConsumer> {
  @Injectable()
  @Consumes(durable, AuditRecorded)
  class AuditTrailConsumer implements EventConsumer<typeof AuditRecorded> {
    constructor(private readonly em: EntityManager) {}

    async handle({ id, tenantid, data }: EventOf<typeof AuditRecorded>): Promise<void> {
      await this.em.execute(
        `insert into audit_record (id, tenant_id, service, action, resource_type, resource_id, actor_kind, actor_id, session_id, permission,
           request_id, address, user_agent, reason, occurred_at, before, after, count, results_sha256)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?) on conflict (id) do nothing`,
        [
          id, tenantid, data.service, data.action, data.resourceType, data.resourceId, data.actorKind, data.actorId, data.sessionId, data.permission,
          data.requestId, data.address, data.userAgent, data.reason, data.occurredAt, json(data.before), json(data.after), data.count, data.resultsSha256,
        ],
      );
    }
  }
  return AuditTrailConsumer;
}

function json(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
