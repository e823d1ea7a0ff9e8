import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';

const everyMs = 10 * 60_000;
const pieceOf = 1000;

/** Removes old attempts, links, invitations, mail of no use and the tokens of ended sessions. Replicas take turns. */
@Injectable()
export class Purge implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stop = new AbortController();
  private loop = Promise.resolve();

  constructor(
    private readonly em: EntityManager,
    private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.loop = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await this.loop;
  }

  /** @returns how many rows went */
  async once(): Promise<number> {
    let gone = 0;
    for (let piece = pieceOf; piece >= pieceOf && !this.stop.signal.aborted; gone += piece) {
      const [row] = await this.em.fork().execute<{ gone: number }[]>('select purge_over(?) as gone', [pieceOf]);
      piece = row?.gone ?? 0;
    }
    return gone;
  }

  private async run(): Promise<void> {
    while (!this.stop.signal.aborted) {
      await sleep(everyMs, undefined, { signal: this.stop.signal }).catch(() => undefined);
      if (this.stop.signal.aborted) return;
      const rows = await this.once().catch((error: unknown) => void this.log.warn({ err: error, msg: 'Old rows cannot be removed' }));
      if (rows) this.log.log({ msg: 'Old rows removed', rows });
    }
  }
}
