import { Readable } from 'node:stream';
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import { chainColumns, chainStart, exportFormat, recordLine, toChainRecord, type ChainPlace, type ChainRow, type ExportLine } from '@kairos/contracts/audit-chain';
import { commandContext } from '@kairos/event-bus';
import { runAsTenant, tenantQuery } from '@kairos/tenancy';
import { AuditChainRepository } from './audit-chain.repository.ts';
import { SealFiles } from './seal-files.ts';
import { SealKeys } from './seal-keys.ts';

const pageSize = 500;
type Scope = { tenantId: string; head: ChainPlace; plants: string[] | null };

/** The whole chain of the tenant as JSON lines, with all that verifying it without us takes. That it was exported is its last record. */
@Injectable()
export class AuditExport {
  constructor(
    private readonly em: EntityManager,
    private readonly chain: AuditChainRepository,
    private readonly keys: SealKeys,
    private readonly files: SealFiles,
  ) {}

  async open(actor: Actor): Promise<Readable> {
    const head = await this.recordExport(actor);
    return Readable.from(this.lines({ tenantId: actor.tenantId, head, plants: plantScope(actor) }), { objectMode: false });
  }

  private async recordExport(actor: Actor): Promise<ChainPlace> {
    const context = commandContext();
    if (!context) throw new Error('An export is a command.');
    const { action, actorKind, actorId, sessionId, permission, requestId, address, userAgent, reason, apiKeyId } = context;
    return this.em.transactional(async () => {
      await this.chain.append(randomUUID(), {
        service: 'identity', action, resourceType: 'AuditRecord', resourceId: actor.tenantId, actorKind, actorId, sessionId, ...(apiKeyId ? { apiKeyId } : {}), permission, requestId, address,
        userAgent, reason, occurredAt: new Date().toISOString(), before: null, after: null, count: 1, resultsSha256: null,
      });
      return this.chain.lockHead();
    });
  }

  private async *lines(scope: Scope): AsyncGenerator<string> {
    const { tenantId, head, plants } = scope;
    yield text({ line: 'header', format: exportFormat, tenantId, exportedAt: new Date().toISOString(), complete: plants === null, start: chainStart, head, keys: this.keys.published() });
    for (const seal of await this.files.of(tenantId)) yield text({ line: 'seal', seal });
    let records = 0;
    for (let after = 0; ; ) {
      const rows = await this.page(scope, after);
      for (const row of rows) yield `${recordLine(toChainRecord(row))}\n`;
      records += rows.length;
      const last = rows.at(-1);
      if (!last || rows.length < pageSize) break;
      after = last.sequence ?? 0;
    }
    yield text({ line: 'end', records });
  }

  /** The socket asks for more outside the request's context, so each page names its tenant itself. */
  private page({ tenantId, head, plants }: Scope, after: number): Promise<ChainRow[]> {
    return runAsTenant(this.em, tenantId, () =>
      tenantQuery<ChainRow>(
        this.em,
        `select ${chainColumns} from audit_record where sequence > $1 and sequence <= $2 and ($3::text[] is null or service = 'identity' or resource_id = any ($3)) order by sequence limit ${pageSize}`,
        [after, head.sequence, plants],
      ),
    );
  }
}

function text(line: ExportLine): string {
  return `${JSON.stringify(line)}\n`;
}
