import type { ChainRecord } from '@kairos/contracts/audit-chain';

type Cell = string | number | null | undefined;
const columns: Readonly<Record<string, (record: ChainRecord) => Cell>> = {
  sequence: ({ sequence }) => sequence, occurredAt: ({ occurredAt }) => occurredAt, recordedAt: ({ recordedAt }) => recordedAt, service: ({ service }) => service, category: ({ category }) => category,
  action: ({ action }) => action, status: ({ status }) => status, errorCode: ({ errorCode }) => errorCode, description: ({ content }) => content.details?.description,
  resourceType: ({ resourceType }) => resourceType, resourceId: ({ resourceId }) => resourceId, resourceName: ({ content }) => content.details?.resourceName,
  actorKind: ({ actorKind }) => actorKind, actorId: ({ actorId }) => actorId, actorEmail: ({ actor }) => actor.details?.email, actorRoles: ({ actorRoles }) => actorRoles.join('; '),
  address: ({ actor }) => actor.details?.address, userAgent: ({ actor }) => actor.details?.userAgent, sessionId: ({ sessionId }) => sessionId, apiKeyId: ({ apiKeyId }) => apiKeyId,
  permission: ({ permission }) => permission, requestId: ({ requestId }) => requestId, reason: ({ content }) => content.details?.reason, count: ({ count }) => count, resultsSha256: ({ resultsSha256 }) => resultsSha256,
  before: ({ content }) => json(content.details?.before), after: ({ content }) => json(content.details?.after),
  erased: ({ actor, content }) => [actor.salt === null ? 'actor' : [], content.salt === null ? 'content' : []].flat().join('; '), id: ({ id }) => id, recordHash: ({ recordHash }) => recordHash,
};

/** The first line of an excerpt as CSV by RFC 4180. */
export const auditCsvHeader = `${Object.keys(columns).join(',')}\r\n`;

/** Records as lines of CSV. What a spreadsheet would take for a formula gets an apostrophe in front. */
export function auditCsvLines(records: readonly ChainRecord[]): string {
  return records.map((record) => `${Object.values(columns).map((value) => cell(value(record))).join(',')}\r\n`).join('');
}

function cell(value: Cell): string {
  if (typeof value === 'number') return String(value);
  const text = value ?? '';
  const harmless = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function json(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}
