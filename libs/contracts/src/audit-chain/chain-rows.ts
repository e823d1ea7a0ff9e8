import type { ChainRecord } from './chain-record.ts';

const instant = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** The columns of `audit_record` that a record of the chain is made from; every reader of the table selects these. */
export const chainColumns = `sequence::float8 as sequence, previous_hash, record_hash, tenant_id, id, service, category, action, resource_type, resource_id, actor_kind, actor_id, actor_roles,
  session_id, api_key_id, permission, request_id, status, error_code, count, results_sha256, ${instant('occurred_at')} as occurred_at, ${instant('recorded_at')} as recorded_at,
  actor_commitment, actor_salt, actor_email, address, user_agent, content_commitment, content_salt, resource_name, description, reason, before, after`;

type Texts = 'previous_hash' | 'record_hash' | 'tenant_id' | 'id' | 'service' | 'category' | 'action' | 'resource_type' | 'actor_kind' | 'request_id' | 'status' | 'occurred_at' | 'recorded_at' | 'actor_commitment' | 'content_commitment';
type PerhapsTexts = 'resource_id' | 'actor_id' | 'session_id' | 'api_key_id' | 'permission' | 'error_code' | 'results_sha256' | 'actor_salt' | 'actor_email' | 'address' | 'user_agent' | 'content_salt' | 'resource_name' | 'description' | 'reason';
export type ChainRow = Record<Texts, string> & Record<PerhapsTexts, string | null> & { sequence: number | null; actor_roles: string[]; count: number; before: unknown; after: unknown };

/** A stored row as a record of the chain. A row that has no place has the sequence 0, which no chain has. */
export function toChainRecord(row: ChainRow): ChainRecord {
  const actor = { email: row.actor_email, address: row.address, userAgent: row.user_agent };
  const content = { resourceName: row.resource_name, description: row.description, reason: row.reason, before: row.before, after: row.after };
  return {
    tenantId: row.tenant_id, sequence: row.sequence ?? 0, previousHash: row.previous_hash, recordHash: row.record_hash,
    id: row.id, service: row.service, category: row.category, action: row.action, resourceType: row.resource_type, resourceId: row.resource_id,
    actorKind: row.actor_kind, actorId: row.actor_id, actorRoles: row.actor_roles, sessionId: row.session_id, apiKeyId: row.api_key_id, permission: row.permission, requestId: row.request_id,
    status: row.status, errorCode: row.error_code, count: row.count, resultsSha256: row.results_sha256, occurredAt: row.occurred_at, recordedAt: row.recorded_at,
    actor: { commitment: row.actor_commitment, salt: row.actor_salt, details: withSalt(row.actor_salt, actor) },
    content: { commitment: row.content_commitment, salt: row.content_salt, details: withSalt(row.content_salt, content) },
  };
}

/** Erased details have neither salt nor value; a salt without values, or values without one, is no erasure. */
function withSalt<D extends object>(salt: string | null, details: D): D | null {
  return salt === null && Object.values(details).every((value) => value === null) ? null : details;
}
