import { hash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/** Which shape of record a hash is of; another shape is another word here, beside this one. */
export const recordSchema = 'kairos.audit-record.v1';
/** What the first record of a tenant follows. */
export const genesisHash = '0'.repeat(64);

/** Who did it, as far as it tells of a person: may be erased. */
export type ActorDetails = { email: string | null; address: string | null; userAgent: string | null };
/** What it was about, as far as it may tell of a person: may be erased. */
export type ContentDetails = { resourceName: string | null; description: string | null; reason: string | null; before: unknown; after: unknown };
/** Details that stand under a digest of their own, with the random salt that keeps them from being guessed. Both are null once erased. */
export type Committed<D> = { commitment: string; salt: string | null; details: D | null };

/** The facts of a record that are never erased. */
export type RecordFacts = {
  tenantId: string;
  id: string;
  service: string;
  category: string;
  action: string;
  resourceType: string;
  resourceId: string | null;
  actorKind: string;
  actorId: string | null;
  actorRoles: string[];
  sessionId: string | null;
  apiKeyId: string | null;
  permission: string | null;
  requestId: string;
  status: string;
  errorCode: string | null;
  count: number;
  resultsSha256: string | null;
  /** To the microsecond, as the database keeps it: `2027-03-31T08:00:00.000000Z`. */
  occurredAt: string;
  recordedAt: string;
};

/** One audit record at its place in the chain of its tenant. */
export type ChainRecord = RecordFacts & {
  sequence: number;
  previousHash: string;
  recordHash: string;
  actor: Committed<ActorDetails>;
  content: Committed<ContentDetails>;
};

/** SHA-256 of the canonical JSON of details and salt. */
export function commitmentOf(salt: string, details: ActorDetails | ContentDetails): string {
  return hash('sha256', detailsTextOf(salt, details));
}

/** What a commitment is the hash of. */
export function detailsTextOf(salt: string | null, details: ActorDetails | ContentDetails): string {
  // Names in order: their canonical text needs no sorting.
  if ('email' in details) return canonicalJson({ address: details.address, email: details.email, salt, userAgent: details.userAgent });
  const { after, before, description, reason, resourceName } = details;
  return canonicalJson({ after, before, description, reason, resourceName, salt });
}

/** Details under a commitment, by a salt of 128 random bits in hex. */
export function commit<D extends ActorDetails | ContentDetails>(salt: string, details: D): Committed<D> {
  return { commitment: commitmentOf(salt, details), salt, details };
}

/** SHA-256 over the canonical JSON of a record: its facts, its place, the hash before it and the commitments to its details. */
export function recordHashOf(record: Omit<ChainRecord, 'recordHash'>): string {
  return hash('sha256', factsTextOf(record));
}

/** What the hash of a record is of. */
export function factsTextOf(record: Omit<ChainRecord, 'recordHash'>): string {
  // Names in order and values flat: JSON.stringify writes the canonical form.
  return JSON.stringify({
    action: record.action,
    actorCommitment: record.actor.commitment,
    actorId: record.actorId,
    actorKind: record.actorKind,
    actorRoles: record.actorRoles,
    apiKeyId: record.apiKeyId,
    category: record.category,
    contentCommitment: record.content.commitment,
    count: record.count,
    errorCode: record.errorCode,
    id: record.id,
    occurredAt: record.occurredAt,
    permission: record.permission,
    previousHash: record.previousHash,
    recordedAt: record.recordedAt,
    requestId: record.requestId,
    resourceId: record.resourceId,
    resourceType: record.resourceType,
    resultsSha256: record.resultsSha256,
    schema: recordSchema,
    sequence: record.sequence,
    service: record.service,
    sessionId: record.sessionId,
    status: record.status,
    tenantId: record.tenantId,
  });
}

/** The record that comes after `last` in a chain. */
export function nextRecord(last: { sequence: number; recordHash: string }, facts: RecordFacts, actor: Committed<ActorDetails>, content: Committed<ContentDetails>): ChainRecord {
  const record = { ...facts, actor, content, sequence: last.sequence + 1, previousHash: last.recordHash };
  return { ...record, recordHash: recordHashOf(record) };
}

/** What is wrong inside one record, the chain left aside. */
export function faultWithin(record: ChainRecord): 'facts' | 'actor' | 'content' | undefined {
  if (recordHashOf(record) !== record.recordHash) return 'facts';
  if (!keeps(record.actor)) return 'actor';
  return keeps(record.content) ? undefined : 'content';
}

function keeps({ commitment, salt, details }: Committed<ActorDetails | ContentDetails>): boolean {
  if (salt === null || details === null) return salt === null && details === null;
  return commitmentOf(salt, details) === commitment;
}
