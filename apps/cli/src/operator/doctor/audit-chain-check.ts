import { createPublicKey } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type pg from 'pg';
import { AuditSeal, chainColumns, ChainVerifier, isGenuine, toChainRecord, type AuditSealKey, type ChainReport, type ChainRow } from '@kairos/contracts/audit-chain';
import { together, type Check } from './check.ts';

type Head = { tenant_id: string; last_sequence: number; last_hash: string; started_after_sequence: number; started_after_hash: string };

const pageSize = 2000;
/** Of each tenant; an export verifies the whole chain. */
const mostRecords = 50_000;

/** The latest records of every tenant, against the head of its chain and the seals that are kept outside the database. */
export const auditChains: Check = {
  name: 'audit records form a chain that verifies',
  async run({ operator, database }) {
    const seals = await genuineSeals(operator.keys);
    const { rows: heads } = await database.query<Head>(
      'select tenant_id, last_sequence::float8 as last_sequence, last_hash, started_after_sequence::float8 as started_after_sequence, started_after_hash from identity.audit_chain where last_sequence > 0',
    );
    const outcomes = [];
    for (const head of heads) {
      const { records, sealsMatched, finding } = await verify(database, head, seals.filter(({ tenantId }) => tenantId === head.tenant_id));
      const findings = isAnchored(head, seals, operator.keys) ? [] : [`tenant ${head.tenant_id}: the records up to ${head.started_after_sequence} are missing, and no signed anchor says that their time was over`];
      if (finding) findings.push(`tenant ${head.tenant_id}, record ${finding.sequence} of ${finding.service ?? 'a service'} is bad (${finding.fault}): ${finding.detail}`);
      outcomes.push({ counts: { records, sealsMatched }, findings });
    }
    return together([{ counts: { tenants: heads.length, records: 0, sealsMatched: 0 }, findings: [] }, ...outcomes]);
  },
};

/** Without the folder of seals nobody can tell. */
function isAnchored({ tenant_id, started_after_sequence: place, started_after_hash: hash }: Head, seals: AuditSeal[], folder: string | undefined): boolean {
  return place === 0 || !folder || seals.some((seal) => seal.kind === 'anchor' && seal.tenantId === tenant_id && seal.sequence === place && seal.recordHash === hash);
}

async function verify(database: pg.Pool, head: Head, seals: AuditSeal[]): Promise<ChainReport> {
  let after = Math.max(head.started_after_sequence, head.last_sequence - mostRecords);
  const { rows: [first] } = await database.query<{ previous_hash: string }>('select previous_hash from identity.audit_record where tenant_id = $1 and sequence > $2 order by sequence limit 1', [head.tenant_id, after]);
  const start = { sequence: after, recordHash: after === head.started_after_sequence ? head.started_after_hash : (first?.previous_hash ?? head.last_hash) };
  const verifier = new ChainVerifier({ tenantId: head.tenant_id, start, head: { sequence: head.last_sequence, recordHash: head.last_hash }, seals: seals.filter(({ sequence }) => sequence > after) });
  for (let rows: ChainRow[] = []; ; ) {
    ({ rows } = await database.query<ChainRow>(`select ${chainColumns} from identity.audit_record where tenant_id = $1 and sequence > $2 and sequence <= $3 order by sequence limit ${pageSize}`, [head.tenant_id, after, head.last_sequence]));
    for (const row of rows) verifier.push(toChainRecord(row));
    if (rows.length < pageSize) return verifier.finish();
    after = rows.at(-1)?.sequence ?? after;
  }
}

/** Read before the heads, which never fall behind them. */
async function genuineSeals(folder: string | undefined): Promise<AuditSeal[]> {
  if (!folder) return [];
  const names = await readdir(folder);
  const keys = await Promise.all(names.filter((name) => name.endsWith('.ed25519')).map((name) => publicHalf(folder, name)));
  const texts = await Promise.all(names.filter((name) => /^audit-seals-.*\.jsonl$/.test(name)).map((name) => readFile(join(folder, name), 'utf8')));
  const seals = texts.flatMap((text) => text.split('\n').filter(Boolean).map((line) => AuditSeal.parse(JSON.parse(line))));
  return seals.filter((seal) => isGenuine(seal, keys));
}

async function publicHalf(folder: string, name: string): Promise<AuditSealKey> {
  const publicKeyPem = createPublicKey(await readFile(join(folder, name))).export({ type: 'spki', format: 'pem' }).toString();
  return { keyId: basename(name, '.ed25519'), algorithm: 'Ed25519', publicKeyPem };
}
