import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { runAsCommand } from '@kairos/event-bus';
import { runAsTenant, tenantQuery } from '@kairos/tenancy';
import { ArrivedUploads } from './arrived-uploads.port.ts';
import { FinishedUploads } from './finished-uploads.ts';

const everyMs = 10 * 60_000;
/** Nobody goes on with it any more, and nobody is making a file of it or, its last byte having just come, about to. */
const isLeftBehind = `state = 'open' and expires_at < now() and coalesce(finishing_until < now(), true) and (received_bytes < total_bytes or touched_at < now() - interval '2 minutes')`;

/** Ends uploads that nobody went on with in time, and removes bytes that a killed process left behind an end. */
@Injectable()
export class ExpireUploads implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running = Promise.resolve();

  constructor(
    private readonly em: EntityManager,
    private readonly finished: FinishedUploads,
    private readonly arrived: ArrivedUploads,
    private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => (this.running = this.sweep().catch((error: unknown) => this.log.warn({ err: error, msg: 'Uploads cannot be tidied up' }))), everyMs);
    this.timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  async sweep(): Promise<void> {
    const tenants = await this.em.fork().execute<{ tenant_id: string }[]>('select tenant_id from known_tenant order by 1');
    for (const { tenant_id: tenantId } of tenants) await runAsTenant(this.em, tenantId, () => this.ofTenant(tenantId), { upkeep: true });
  }

  private async ofTenant(tenantId: string): Promise<void> {
    const due = await tenantQuery<{ id: string; state: string }>(this.em, `select id, state from upload_session where not cleared and ((${isLeftBehind}) or ended_at < now() - interval '1 minute') limit 1000`);
    const context = {
      actorKind: 'service' as const, actorId: null, sessionId: null, action: this.arrived.expiry, permission: null, requestId: tenantId, address: null, userAgent: null, reason: null, traceparent: undefined, audit: 'each' as const,
    };
    for (const { id, state } of due) {
      if (state !== 'open') await this.finished.clear(tenantId, id);
      else await runAsCommand(context, () => this.finished.end(id, (session) => session.fail({ code: 'upload-expired', detail: 'Nobody went on with the upload in time.' })));
    }
    await this.em.transactional((em) => em.execute(`delete from upload_session where cleared and ended_at < now() - interval '30 days'`));
  }
}
