import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { plantScope, type Actor } from '@kairos/auth';
import { Instant, type AuditRecordPage, type AuditRecordView, type ListAuditRecordsQuery } from '@kairos/contracts';
import { decodeCursor, toPage } from '@kairos/http';
import { tenantQuery, toInstant } from '@kairos/tenancy';

type Row = Omit<AuditRecordView, 'occurredAt' | 'recordedAt'> & { occurredAt: string; recordedAt: string };

const Position = z.tuple([Instant, z.uuid()]);
const columns = `id, service, action, resource_type as "resourceType", resource_id as "resourceId", actor_kind as "actorKind", actor_id as "actorId",
  session_id as "sessionId", permission, request_id as "requestId", address, user_agent as "userAgent", reason, occurred_at as "occurredAt",
  before, after, count, results_sha256 as "resultsSha256", recorded_at as "recordedAt"`;

@Injectable()
export class AuditRecordsQueries {
  constructor(private readonly em: EntityManager) {}

  /** The latest first. Who does not reach every plant sees what happened to theirs, and in identity, which has no plants. */
  async list({ service, resourceType, resourceId, actorId, limit, cursor }: ListAuditRecordsQuery, actor: Actor): Promise<AuditRecordPage> {
    const [beforeAt, beforeId] = cursor ? decodeCursor(cursor, Position) : [null, null];
    const rows = await tenantQuery<Row>(
      this.em,
      `select ${columns} from audit_record
             where ($1::text is null or service = $1) and ($2::text is null or resource_type = $2) and ($3::text is null or resource_id = $3)
               and ($4::text is null or actor_id = $4) and ($5::timestamptz is null or (occurred_at, id) < ($5::timestamptz, $6::uuid))
               and ($8::text[] is null or service = 'identity' or resource_id = any($8))
             order by occurred_at desc, id desc limit $7`,
      [service ?? null, resourceType ?? null, resourceId ?? null, actorId ?? null, beforeAt, beforeId, limit + 1, plantScope(actor)],
    );
    return toPage(rows, limit, view, (row) => [toInstant(row.occurredAt), row.id]);
  }
}

function view(row: Row): AuditRecordView {
  return { ...row, occurredAt: toInstant(row.occurredAt), recordedAt: toInstant(row.recordedAt) };
}
