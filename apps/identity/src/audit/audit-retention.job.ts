import { randomUUID } from 'node:crypto';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { effectiveSettings, readSettings } from '@kairos/contracts';
import { chainColumns, ChainVerifier, isGenuine, signSeal, toChainRecord, type AuditSeal, type ChainPlace, type ChainRow } from '@kairos/contracts/audit-chain';
import { runAsTenant, tenantQuery } from '@kairos/tenancy';
import { AuditChainRepository } from './audit-chain.repository.ts';
import { SealFiles } from './seal-files.ts';
import { SealKeys } from './seal-keys.ts';

const everyMs = 3_600_000;
const pageSize = 1000;
const dayMs = 86_400_000;
type Settings = { operator: Record<string, unknown>; tenant: Record<string, unknown> };

/**
 * Removes the records whose time is over from the front of each chain, up to the last seal among them, and leaves a signed anchor
 * there. What does not verify stays: its removal would hide what was done to it.
 */
@Injectable()
export class AuditRetention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly em: EntityManager,
    private readonly chain: AuditChainRepository,
    private readonly keys: SealKeys,
    private readonly files: SealFiles,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.removeAll(), everyMs).unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** @returns how many records went, of all tenants */
  async removeAll(now = Date.now()): Promise<number> {
    let gone = 0;
    try {
      const tenants = await this.em.fork().execute<{ tenant_id: string }[]>('select tenant_id from known_tenant order by 1');
      for (const { tenant_id } of tenants) gone += await this.remove(tenant_id, now).catch((error: unknown) => this.failed(tenant_id, error));
    } catch (error) {
      this.failed(null, error);
    }
    return gone;
  }

  private failed(tenantId: string | null, error: unknown): 0 {
    this.logger.error({ err: error, tenantId, msg: 'Audit records whose time is over stay for now' });
    return 0;
  }

  private remove(tenantId: string, now: number): Promise<number> {
    return runAsTenant(this.em, tenantId, () =>
      this.em.transactional(async () => {
        const start = await this.start();
        const end = start && (await this.endOfTime(tenantId, start, now));
        if (!end) return 0;
        await this.demandSound(tenantId, start, end);
        const { keyId, privateKey } = this.keys.signing();
        const anchor = signSeal({ kind: 'anchor', tenantId, ...end, sealedAt: new Date(now).toISOString(), keyId }, privateKey);
        // The file comes before the commit, as with every seal: an anchor too many is a seal, one too few would be a hole.
        await this.files.append(anchor);
        const [removed] = await tenantQuery<{ gone: number }>(this.em, 'select remove_audit_records($1::jsonb)::float8 as gone', [JSON.stringify(anchor)]);
        const gone = removed?.gone ?? 0;
        await this.chain.append(randomUUID(), removalOf(end, gone, now));
        return gone;
      }),
    );
  }

  /** Where the chain begins, held until the end of the transaction; nothing when all of it is young or it has none. */
  private async start(): Promise<ChainPlace | undefined> {
    const [start] = await tenantQuery<ChainPlace>(this.em, 'select started_after_sequence::float8 as sequence, started_after_hash as "recordHash" from audit_chain where last_sequence > started_after_sequence for update');
    return start;
  }

  /** The last sealed place with none behind it, up to which all is older than the tenant keeps. */
  private async endOfTime(tenantId: string, { sequence: start }: ChainPlace, now: number): Promise<ChainPlace | undefined> {
    const [settings] = await tenantQuery<Settings>(this.em, 'select operator_settings as operator, settings as tenant from tenant');
    if (!settings) return undefined;
    const { auditRetentionDays } = effectiveSettings(readSettings(settings.operator), readSettings(settings.tenant));
    const [old] = await tenantQuery<{ until: number | null }>(
      this.em,
      'select coalesce((select min(sequence) - 1 from audit_record where recorded_at >= $1), (select max(sequence) from audit_record))::float8 as until',
      [new Date(now - auditRetentionDays * dayMs).toISOString()],
    );
    const until = old?.until ?? 0;
    if (until <= start) return undefined;
    const [last] = (await this.sealsWithin(tenantId, start, until)).sort((a, b) => b.sequence - a.sequence);
    return last && { sequence: last.sequence, recordHash: last.recordHash };
  }

  private async sealsWithin(tenantId: string, after: number, until: number): Promise<AuditSeal[]> {
    const keys = this.keys.published();
    return (await this.files.of(tenantId)).filter((seal) => seal.tenantId === tenantId && seal.sequence > after && seal.sequence <= until && isGenuine(seal, keys));
  }

  /** What is about to go is as it was written. */
  private async demandSound(tenantId: string, start: ChainPlace, end: ChainPlace): Promise<void> {
    const verifier = new ChainVerifier({ tenantId, start, head: end, seals: await this.sealsWithin(tenantId, start.sequence, end.sequence), isPart: true });
    for (let after = start.sequence; after < end.sequence; ) {
      const rows = await tenantQuery<ChainRow>(this.em, `select ${chainColumns} from audit_record where sequence > $1 and sequence <= $2 order by sequence limit ${pageSize}`, [after, end.sequence]);
      for (const row of rows) verifier.push(toChainRecord(row));
      if (rows.length < pageSize) break;
      after = rows.at(-1)?.sequence ?? end.sequence;
    }
    const { finding } = verifier.finish();
    if (finding) throw new Error(`Record ${finding.sequence} is bad (${finding.fault}): ${finding.detail}.`);
  }
}

function removalOf({ sequence }: ChainPlace, count: number, now: number) {
  return {
    service: 'identity', action: 'identity.audit-record.remove', resourceType: 'AuditRecord', resourceId: null, actorKind: 'system' as const, actorId: 'identity', sessionId: null, permission: null, requestId: 'audit-retention',
    address: null, userAgent: null, reason: 'their retention was over', occurredAt: new Date(now).toISOString(), before: null, after: { upToSequence: sequence }, count, resultsSha256: null,
  };
}
