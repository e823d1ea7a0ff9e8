import type { AuditRecordFilter } from '@kairos/contracts';

/** The condition that every reading of the trail shares; its values come from `filterValues`, in the same order. */
export const filterSql = `($1::text is null or service = $1) and ($2::text is null or coalesce(category, service) = $2) and ($3::text is null or action = $3)
  and ($4::text is null or status = $4) and ($5::text is null or resource_type = $5) and ($6::text is null or resource_id = $6)
  and ($7::text is null or actor_id = $7 or lower(actor_email) = lower($7)) and ($8::text is null or actor_id = $8)
  and ($9::timestamptz is null or occurred_at >= $9) and ($10::timestamptz is null or occurred_at < $10)
  and ($11::text is null or description ilike $11 or resource_name ilike $11 or action ilike $11 or actor_email ilike $11)
  and ($12::text[] is null or service = 'identity' or resource_id = any ($12))`;

/** @param plants the plants the reader reaches, or null for all */
export function filterValues(filter: AuditRecordFilter, plants: string[] | null): unknown[] {
  const { service, category, action, status, resourceType, resourceId, actor, actorId, from, until, text } = filter;
  const pattern = text === undefined ? null : `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return [...[service, category, action, status, resourceType, resourceId, actor, actorId, from, until].map((value) => value ?? null), pattern, plants];
}
