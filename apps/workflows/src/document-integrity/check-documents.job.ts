import { Inject, Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Upkeep, type UpkeepJob } from '@kairos/service-kit';
import type { StoredContent } from '@kairos/service-kit/file-store';
import { tenantQuery } from '@kairos/tenancy';
import { Clock } from '../clock.port.ts';
import { WORKFLOWS_CONFIG, type WorkflowsConfig } from '../config.ts';
import { DocumentStoreAway } from '../document-content/document-content.errors.ts';
import { RecordCheck } from './record-check.ts';
import { TellDamage } from './tell-damage.ts';

/** Longer than a night has turns, shorter than from one night to the next. */
const nightMs = 18 * 3_600_000;
const longestTurnMs = 45_000;

/** What was never tried first, then what was longest ago; nothing twice in a night. */
const oldest = `select c.sha256, c.byte_size as "byteSize" from document_content c left join document_check k on k.tenant_id = c.tenant_id and k.sha256 = c.sha256
  where k.tried_at is null or k.tried_at < $1 order by k.tried_at nulls first, c.stored_at, c.sha256 limit 200`;
const triedTonight = 'select coalesce(sum(c.byte_size), 0) as bytes from document_check k join document_content c on c.tenant_id = k.tenant_id and c.sha256 = k.sha256 where k.tried_at >= $1';

/**
 * Reads what is stored once more, as much of each tenant in a night as is allowed for, so that damage is found before anybody needs the document.
 * In turns, so that other upkeep has its own between them.
 */
@Injectable()
@Upkeep({ name: 'document-integrity', cron: '*/2 1-4 * * *', longestTurnMs })
export class CheckDocuments implements UpkeepJob {
  constructor(
    private readonly em: EntityManager,
    private readonly checks: RecordCheck,
    private readonly damage: TellDamage,
    private readonly clock: Clock,
    @Inject(WORKFLOWS_CONFIG) private readonly config: WorkflowsConfig,
  ) {}

  async tend(signal: AbortSignal, turn?: AbortSignal): Promise<void> {
    try {
      await this.read(signal, turn);
    } finally {
      await this.damage.tell();
    }
  }

  private async read(signal: AbortSignal, turn?: AbortSignal): Promise<void> {
    const nightBegan = new Date(this.clock.now().getTime() - nightMs);
    const [tried] = await tenantQuery<{ bytes: string }>(this.em, triedTonight, [nightBegan]);
    let left = this.config.INTEGRITY_BYTES_PER_NIGHT - Number(tried?.bytes ?? 0);
    let [hasRead, refused]: [boolean, unknown] = [false, undefined];
    for (;;) {
      const contents = (await tenantQuery<{ sha256: string; byteSize: string }>(this.em, oldest, [nightBegan])).map((row): StoredContent => ({ sha256: row.sha256, byteSize: Number(row.byteSize) }));
      for (const content of contents) {
        if (signal.aborted || turn?.aborted || left <= 0) return;
        const fault = await this.check(content, signal);
        if (fault === undefined) hasRead = true;
        else refused = fault;
        left -= content.byteSize;
      }
      if (contents.length === 0) break;
    }
    // One that cannot be read is on record; a store of which nothing can be read is for whoever runs it.
    if (!hasRead && refused !== undefined) throw refused;
  }

  /** @returns what kept the content from being read */
  private async check(content: StoredContent, signal: AbortSignal): Promise<unknown> {
    try {
      await this.checks.of(content, signal);
      return undefined;
    } catch (error) {
      if (signal.aborted || error instanceof DocumentStoreAway) throw error;
      await this.checks.failed(content, error);
      return error;
    }
  }
}
