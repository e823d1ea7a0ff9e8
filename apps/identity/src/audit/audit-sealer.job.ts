import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { signSeal } from '@kairos/contracts/audit-chain';
import { runAsTenant, tenantQuery } from '@kairos/tenancy';
import { SealFiles } from './seal-files.ts';
import { SealKeys } from './seal-keys.ts';

type Head = { sequence: number; recordHash: string; sealed: number };
export class SealEvery {
  constructor(readonly ms: number) {}
}
const lastChanceMs = 3000;

/** Signs the head of every chain that grew, at intervals and before the service ends, and keeps the seals outside the database. */
@Injectable()
export class AuditSealer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly em: EntityManager,
    private readonly keys: SealKeys,
    private readonly files: SealFiles,
    private readonly every: SealEvery,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sealAll(), this.every.ms).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await Promise.race([this.sealAll(), sleep(lastChanceMs, undefined, { ref: false })]);
  }

  /** A tenant that cannot be sealed now is sealed next time. */
  async sealAll(): Promise<void> {
    try {
      const tenants = await this.em.fork().execute<{ tenant_id: string }[]>('select tenant_id from known_tenant order by 1');
      for (const { tenant_id } of tenants) await this.seal(tenant_id);
    } catch (error) {
      this.logger.warn({ err: error, msg: 'Audit chains are not sealed; they will be tried again' });
    }
  }

  /** The file comes before the commit: a seal may be there twice, but is never forgotten. */
  private async seal(tenantId: string): Promise<void> {
    await runAsTenant(this.em, tenantId, () =>
      this.em.transactional(async (em) => {
        const [head] = await tenantQuery<Head>(em, `select last_sequence::float8 as sequence, last_hash as "recordHash", sealed_sequence::float8 as sealed from audit_chain where last_sequence > sealed_sequence for update`);
        if (!head) return;
        const { keyId, privateKey } = this.keys.signing();
        const { sequence, recordHash } = head;
        await this.files.append(signSeal({ kind: 'head', tenantId, sequence, recordHash, sealedAt: new Date().toISOString(), keyId }, privateKey));
        await tenantQuery(em, 'update audit_chain set sealed_sequence = $1', [sequence]);
      }),
    );
  }
}
