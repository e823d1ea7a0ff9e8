import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { commitmentOf, recordHashOf, toChainRecord, type ChainFault, type ChainRow } from '@kairos/contracts/audit-chain';

export const tamperKinds = ['edit', 'rehash', 'delete', 'insert', 'reorder', 'truncate'] as const;
type Change = { at: ChainRow; values: Partial<ChainRow> };
/** What a person with the rights of the database's owner does to a chain, and what must be found of it. */
export type Tamper = { kind: (typeof tamperKinds)[number]; what: string; changes: Change[]; removed: ChainRow[]; added: ChainRow[]; expected: { sequence: number; faults: ChainFault[] } };

/** Numbers that look random and are the same for the same seed. */
export function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const later = (instant: string): string => instant.replace(/\d{6}Z$/, (fraction) => `${fraction.startsWith('9') ? '1' : '9'}${fraction.slice(1)}`);
const other = (text: string | null): string => `${text ?? ''}x`;
const edits: { [C in keyof ChainRow]: (row: ChainRow) => ChainRow[C] } = {
  service: (row) => other(row.service), category: (row) => other(row.category), action: (row) => other(row.action), resource_type: (row) => other(row.resource_type),
  resource_id: (row) => other(row.resource_id), actor_kind: (row) => other(row.actor_kind), actor_id: (row) => other(row.actor_id), session_id: (row) => other(row.session_id), api_key_id: (row) => other(row.api_key_id),
  permission: (row) => other(row.permission), request_id: (row) => other(row.request_id), status: (row) => (row.status === 'denied' ? 'success' : 'denied'), error_code: (row) => other(row.error_code),
  results_sha256: (row) => other(row.results_sha256), actor_email: (row) => other(row.actor_email), address: (row) => other(row.address), user_agent: (row) => other(row.user_agent),
  resource_name: (row) => other(row.resource_name), description: (row) => other(row.description), reason: (row) => other(row.reason), previous_hash: (row) => other(row.previous_hash).slice(1),
  record_hash: (row) => other(row.record_hash).slice(1), actor_commitment: (row) => other(row.actor_commitment).slice(1), content_commitment: (row) => other(row.content_commitment).slice(1),
  actor_salt: (row) => other(row.actor_salt).slice(1), content_salt: () => null, count: (row) => row.count + 1, occurred_at: (row) => later(row.occurred_at), recorded_at: (row) => later(row.recorded_at),
  before: () => ({ tampered: true }), after: () => ({ tampered: [1, 2] }), actor_roles: (row) => [...row.actor_roles, 'kronos/Admin'], id: () => randomUUID(), tenant_id: () => randomUUID(),
  sequence: (row) => (row.sequence ?? 0) + 1000,
};
const columns = Object.keys(edits) as (keyof ChainRow)[];
const nothing = { changes: [], removed: [], added: [] };

/** One tamper of a kind, chosen by chance, for a chain that stands untouched in `rows`. */
export function tamper(kind: Tamper['kind'], rows: readonly ChainRow[], random: (below: number) => number): Tamper {
  const place = 1 + random(rows.length);
  const row = at(rows, place);
  const isLast = place === rows.length;
  const missing: ChainFault[] = isLast ? ['truncated'] : ['deleted'];
  if (kind === 'edit') {
    const column = columns[random(columns.length)] ?? 'action';
    const faults: ChainFault[] = column === 'tenant_id' ? missing : column === 'sequence' ? ['reordered'] : ['edited'];
    return { ...nothing, kind, what: `${column} of ${place}`, changes: [{ at: row, values: { [column]: edits[column](row) } }], expected: { sequence: place, faults } };
  }
  if (kind === 'rehash') return { ...nothing, kind, what: `record ${place} with a hash that fits`, changes: [{ at: row, values: rehashed(row, random(2) === 0) }], expected: { sequence: place, faults: isLast ? ['seal-mismatch'] : ['edited'] } };
  if (kind === 'delete') return { ...nothing, kind, what: `record ${place}`, removed: [row], expected: { sequence: place, faults: missing } };
  if (kind === 'truncate') return { ...nothing, kind, what: `from ${place} on`, removed: rows.slice(place - 1), expected: { sequence: place, faults: ['truncated'] } };
  return kind === 'insert' ? insertion(rows, place, random(3)) : swap(rows, place, 1 + random(rows.length));
}

function rehashed(row: ChainRow, facts: boolean): Partial<ChainRow> {
  if (facts) return withHash({ ...row, action: other(row.action) }, ['action']);
  const after = { tampered: true };
  const { resource_name: resourceName, description, reason, before, content_salt } = row;
  return withHash({ ...row, after, content_commitment: commitmentOf(content_salt ?? '', { resourceName, description, reason, before, after }) }, ['after', 'content_commitment']);
}

function withHash(row: ChainRow, changed: (keyof ChainRow)[]): Partial<ChainRow> {
  return { ...Object.fromEntries(changed.map((column) => [column, row[column]])), record_hash: recordHashOf(toChainRecord(row)) };
}

function insertion(rows: readonly ChainRow[], place: number, how: number): Tamper {
  const copy = { ...at(rows, place), id: randomUUID() };
  if (how === 0) return { ...nothing, kind: 'insert', what: 'a copy without a place', added: [{ ...copy, sequence: null }], expected: { sequence: 0, faults: ['inserted'] } };
  const before = place === 1 ? '0'.repeat(64) : at(rows, place - 1).record_hash;
  const forged = { ...copy, previous_hash: before, action: 'identity.role.redefine' };
  const added = how === 1 ? { ...forged, ...withHash(forged, []) } : forged;
  const changes = rows.slice(place - 1).map((moved) => ({ at: moved, values: { sequence: (moved.sequence ?? 0) + 1 } }));
  return { ...nothing, kind: 'insert', what: `a ${how === 1 ? 'sound' : 'coarse'} record at ${place}`, changes, added: [added], expected: { sequence: place, faults: ['inserted'] } };
}

function swap(rows: readonly ChainRow[], one: number, other: number): Tamper {
  const [first, second] = one === other ? [one, (one % rows.length) + 1] : [one, other];
  const changes = [{ at: at(rows, first), values: { sequence: second } }, { at: at(rows, second), values: { sequence: first } }];
  return { ...nothing, kind: 'reorder', what: `${first} and ${second}`, changes, expected: { sequence: Math.min(first, second), faults: ['reordered'] } };
}

function at(rows: readonly ChainRow[], place: number): ChainRow {
  const row = rows[place - 1];
  if (!row) throw new Error(`There is no record ${place}.`);
  return row;
}

/** What a reader of the table finds after a tamper. */
export function tampered(rows: readonly ChainRow[], { changes, removed, added }: Tamper): ChainRow[] {
  const tenantId = rows[0]?.tenant_id;
  const changed = new Map(changes.map(({ at: row, values }) => [row, values]));
  const kept = rows.filter((row) => !removed.includes(row)).map((row) => ({ ...row, ...changed.get(row) }));
  return [...kept, ...added].filter((row) => row.tenant_id === tenantId).sort((a, b) => (a.sequence ?? Infinity) - (b.sequence ?? Infinity));
}

/** The same in the table itself, with what an owner may do to be rid of its safeguards. */
export async function tamperInDatabase(owner: pg.ClientBase, { changes, removed, added }: Tamper): Promise<void> {
  await owner.query('set local search_path = identity');
  await owner.query('drop index audit_record_in_chain; alter table audit_record drop constraint audit_record_is_chained, disable row level security');
  const values = (row: Partial<ChainRow>) => Object.entries(row).map(([column, value]) => (column === 'before' || column === 'after' ? (value === null ? null : JSON.stringify(value)) : value));
  for (const { at: row, values: changed } of changes) {
    const assignments = Object.keys(changed).map((column, index) => `${column} = $${index + 2}`);
    await owner.query(`update audit_record set ${assignments.join(', ')} where id = $1`, [row.id, ...values(changed)]);
  }
  for (const row of removed) await owner.query('delete from audit_record where id = $1', [row.id]);
  for (const row of added) await owner.query(`insert into audit_record (${Object.keys(row).join(', ')}) values (${Object.keys(row).map((_, index) => `$${index + 1}`).join(', ')})`, values(row));
}
