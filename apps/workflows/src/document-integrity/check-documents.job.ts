import { Inject, Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Upkeep, type UpkeepJob } from '@kairos/service-kit';
import type { StoredContent } from '@kairos/service-kit/file-store';
import { tenantQuery } from '@kairos/tenancy';
import { Clock } from '../clock.port.ts';
import { WORKFLOWS_CONFIG, type WorkflowsConfig } from '../config.ts';
import { RecordCheck } from './record-check.ts';

/** What was never read again first, then what was longest ago; nothing twice in a night. */
const oldest = `select c.sha256, c.byte_size as "byteSize" from document_content c left join document_check k on k.tenant_id = c.tenant_id and k.sha256 = c.sha256
  where k.checked_at is null or k.checked_at < $1 order by k.checked_at nulls first, c.stored_at, c.sha256 limit 200`;

/** Reads what is stored once more, as much of each tenant in a night as is allowed for, so that damage is found before anybody needs the document. */
@Injectable()
@Upkeep({ name: 'document-integrity', cron: '10 1 * * *' })
export class CheckDocuments implements UpkeepJob {
  constructor(
    private readonly em: EntityManager,
    private readonly checks: RecordCheck,
    private readonly clock: Clock,
    @Inject(WORKFLOWS_CONFIG) private readonly config: WorkflowsConfig,
  ) {}

  async tend(signal: AbortSignal): Promise<void> {
    const began = this.clock.now();
    let left = this.config.INTEGRITY_BYTES_PER_NIGHT;
    while (!signal.aborted) {
      const contents = (await tenantQuery<{ sha256: string; byteSize: string }>(this.em, oldest, [began])).map((row): StoredContent => ({ sha256: row.sha256, byteSize: Number(row.byteSize) }));
      if (contents.length === 0) return;
      for (const content of contents) {
        if (signal.aborted || left <= 0) return;
        await this.checks.of(content, signal);
        left -= content.byteSize;
      }
    }
  }
}
