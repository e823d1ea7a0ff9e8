import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { INTAKE_CONFIG, type IntakeConfig } from '../config.ts';
import { mayHaveApplied, TargetAway } from '../import-targets/import-failures.ts';
import { ImportLeases, type Lease, LeaseLost } from '../import-jobs/import-leases.repository.ts';
import { ImportRun } from './import-run.ts';

const pollEveryMs = 250;
const mostAttempts = 40;

/** How long a job rests after something failed beneath it: half a second, doubling to half a minute. */
export function restMs(attempts: number): number {
  return Math.min(500 * 2 ** Math.max(0, attempts - 1), 30_000);
}

/** Works off import jobs, a few at a time, for as long as the service runs. */
@Injectable()
export class ImportWorker implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stop = new AbortController();
  private loops: Promise<void>[] = [];

  constructor(
    private readonly leases: ImportLeases,
    private readonly run: ImportRun,
    @Inject(INTAKE_CONFIG) private readonly config: IntakeConfig,
    private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.loops = Array.from({ length: this.config.IMPORT_CONCURRENCY }, () => this.loop());
  }

  /** Lets every chunk that is on its way arrive, then gives the jobs back. */
  async onApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await Promise.all(this.loops);
  }

  private async loop(): Promise<void> {
    while (!this.stop.signal.aborted) {
      const lease = await this.leases.claim().catch((error: unknown) => void this.log.warn({ err: error, msg: 'Jobs cannot be claimed' }));
      if (lease) await this.take(lease);
      else await sleep(pollEveryMs, undefined, { signal: this.stop.signal }).catch(() => undefined);
    }
  }

  private async take(lease: Lease): Promise<void> {
    let renewal = Promise.resolve();
    const heartbeat = setInterval(() => void (renewal = this.leases.renew(lease).catch(() => undefined)), this.config.IMPORT_LEASE_MS / 3);
    const { importJobId } = lease;
    try {
      const end = await this.run.execute(lease, () => this.stop.signal.aborted);
      if (end === 'left') await this.leases.giveBack(lease, 0);
      this.log.log({ msg: `Import ${end}`, importJobId });
    } catch (error) {
      await this.recover(lease, error).catch((later: unknown) => this.log.warn({ err: later, msg: 'Import waits for its lease to end', importJobId }));
    } finally {
      clearInterval(heartbeat);
      await renewal;
    }
  }

  private async recover(lease: Lease, error: unknown): Promise<void> {
    const { importJobId, attempts } = lease;
    if (error instanceof LeaseLost) return this.log.warn({ msg: 'Another worker has the import', importJobId });
    this.log.warn({ err: error, msg: 'Import will be taken up again', importJobId, attempts });
    const inDoubt = mayHaveApplied(error);
    if (attempts < mostAttempts) {
      // Without a database nothing can be said of the rest; the lease then ends by itself.
      await this.run.rest(lease, inDoubt);
      return this.leases.giveBack(lease, restMs(attempts));
    }
    const away = error instanceof TargetAway;
    const detail = away ? error.message : 'something failed inside; the service’s log tells more';
    await this.run.fail(lease, { code: away ? 'target-unavailable' : 'internal-error', detail, line: null, column: null }, inDoubt);
  }
}
