import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { plantScope, type Actor } from '@kairos/auth';
import { Instant, type AuditRecordPage, type AuditRecordView, type ListAuditRecordsQuery } from '@kairos/contracts';
import { decodeCursor, toPage } from '@kairos/http';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { filterSql, filterValues } from './audit-filter.sql.ts';

type Row = Omit<AuditRecordView, 'occurredAt' | 'recordedAt' | 'erased'> & { occurredAt: string; recordedAt: string; actorErased: boolean; contentErased: boolean };

const Position = z.tuple([Instant, z.uuid()]);
const columns = `id, sequence::float8 as sequence, service, coalesce(category, service) as category, action, resource_type as "resourceType", resource_id as "resourceId", resource_name as "resourceName", description,
  actor_kind as "actorKind", actor_id as "actorId", actor_email as "actorEmail", actor_roles as "actorRoles", session_id as "sessionId", api_key_id as "apiKeyId", permission, request_id as "requestId", address,
  user_agent as "userAgent", reason, status, error_code as "errorCode", occurred_at as "occurredAt", before, after, count, results_sha256 as "resultsSha256", recorded_at as "recordedAt",
  sequence is not null and actor_salt is null as "actorErased", sequence is not null and content_salt is null as "contentErased"`;

@Injectable()
export class AuditRecordsQueries {
  constructor(private readonly em: EntityManager) {}

  /** The latest first. Who does not reach every plant sees what happened to theirs, and in identity, which has no plants. */
  async list({ limit, cursor, ...filter }: ListAuditRecordsQuery, actor: Actor): Promise<AuditRecordPage> {
    const [beforeAt, beforeId] = cursor ? decodeCursor(cursor, Position) : [null, null];
    const values = filterValues(filter, plantScope(actor));
    const [at, id, count] = [1, 2, 3].map((offset) => `$${values.length + offset}`);
    const rows = await tenantQuery<Row>(
      this.em,
      `select ${columns} from audit_record where ${filterSql} and (${at}::timestamptz is null or (occurred_at, id) < (${at}::timestamptz, ${id}::uuid))
       order by occurred_at desc, id desc limit ${count}`,
      [...values, beforeAt, beforeId, limit + 1],
    );
    return toPage(rows, limit, view, (row) => [toInstant(row.occurredAt), row.id]);
  }
}

function view({ actorErased, contentErased, ...row }: Row): AuditRecordView {
  const erased = [...(actorErased ? ['actor' as const] : []), ...(contentErased ? ['content' as const] : [])];
  return { ...row, occurredAt: toInstant(row.occurredAt), recordedAt: toInstant(row.recordedAt), erased };
}
