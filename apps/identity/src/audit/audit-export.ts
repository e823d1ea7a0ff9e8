import { Readable } from 'node:stream';
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import type { ExportAuditRecordsQuery } from '@kairos/contracts';
import { chainColumns, exportFormat, recordLine, toChainRecord, type AuditSeal, type ChainPlace, type ChainRow, type ExportLine } from '@kairos/contracts/audit-chain';
import { commandContext } from '@kairos/event-bus';
import { runAsTenant, tenantQuery } from '@kairos/tenancy';
import { AuditChainRepository } from './audit-chain.repository.ts';
import { auditCsvHeader, auditCsvLines } from './audit-csv.calc.ts';
import { filterSql, filterValues } from './audit-filter.sql.ts';
import { SealFiles } from './seal-files.ts';
import { SealKeys } from './seal-keys.ts';

const pageSize = 500;
export type AuditExcerpt = { content: Readable; complete: boolean };
type Scope = { tenantId: string; start: ChainPlace; head: ChainPlace; complete: boolean; condition: unknown[] };

/**
 * The chain of the tenant as JSON lines, with all that verifying it without us takes; or an excerpt of it, which says that it is one.
 * That it was exported, and what of it, is its last record.
 */
@Injectable()
export class AuditExport {
  constructor(
    private readonly em: EntityManager,
    private readonly chain: AuditChainRepository,
    private readonly keys: SealKeys,
    private readonly files: SealFiles,
  ) {}

  async open({ format, ...filter }: ExportAuditRecordsQuery, actor: Actor): Promise<AuditExcerpt> {
    const plants = plantScope(actor);
    const complete = format === 'jsonl' && plants === null && Object.values(filter).every((value) => value === undefined);
    const { start, head } = await this.recordExport(actor, complete ? null : { format, ...filter });
    const scope = { tenantId: actor.tenantId, start, head, complete, condition: filterValues(filter, plants) };
    return { content: Readable.from(format === 'csv' ? this.rows(scope) : this.lines(scope), { objectMode: false }), complete };
  }

  private async recordExport(actor: Actor, excerpt: Record<string, unknown> | null): Promise<{ start: ChainPlace; head: ChainPlace }> {
    const context = commandContext();
    if (!context) throw new Error('An export is a command.');
    const { action, actorKind, actorId, sessionId, permission, requestId, address, userAgent, reason, apiKeyId } = context;
    return this.em.transactional(async () => {
      await this.chain.append(randomUUID(), {
        service: 'identity', action, resourceType: 'AuditRecord', resourceId: actor.tenantId, actorKind, actorId, sessionId, ...(apiKeyId ? { apiKeyId } : {}), permission, requestId, address,
        userAgent, reason, occurredAt: new Date().toISOString(), before: null, after: excerpt, count: 1, resultsSha256: null,
      });
      return { head: await this.chain.lockHead(), start: await this.chain.start() };
    });
  }

  private async *lines(scope: Scope): AsyncGenerator<string> {
    const { tenantId, start, head, complete } = scope;
    yield text({ line: 'header', format: exportFormat, tenantId, exportedAt: new Date().toISOString(), complete, start, head, keys: this.keys.published() });
    for (const seal of await this.sealsOf(tenantId)) yield text({ line: 'seal', seal });
    let records = 0;
    for await (const rows of this.pages(scope)) {
      yield rows.map((row) => `${recordLine(toChainRecord(row))}\n`).join('');
      records += rows.length;
    }
    yield text({ line: 'end', records });
  }

  /** The file holds every seal; the anchors stand in the database too, for a folder that was lost. */
  private async sealsOf(tenantId: string): Promise<AuditSeal[]> {
    const kept = await this.files.of(tenantId);
    const anchors = await runAsTenant(this.em, tenantId, () => tenantQuery<{ seal: AuditSeal }>(this.em, 'select seal from audit_anchor order by sequence'));
    return [...kept, ...anchors.map(({ seal }) => seal).filter(({ signature }) => !kept.some((seal) => seal.signature === signature))];
  }

  private async *rows(scope: Scope): AsyncGenerator<string> {
    yield auditCsvHeader;
    for await (const rows of this.pages(scope)) yield auditCsvLines(rows.map(toChainRecord));
  }

  private async *pages(scope: Scope): AsyncGenerator<ChainRow[]> {
    for (let after = scope.start.sequence; ; ) {
      const rows = await this.page(scope, after);
      const last = rows.at(-1);
      if (!last) return;
      yield rows;
      after = last.sequence ?? 0;
    }
  }

  /** The socket asks for more outside the request's context, so each page names its tenant itself. */
  private page({ tenantId, head, condition }: Scope, after: number): Promise<ChainRow[]> {
    const [from, until] = [1, 2].map((offset) => `$${condition.length + offset}`);
    const sql = `select ${chainColumns} from audit_record where ${filterSql} and sequence > ${from} and sequence <= ${until} order by sequence limit ${pageSize}`;
    return runAsTenant(this.em, tenantId, () => tenantQuery<ChainRow>(this.em, sql, [...condition, after, head.sequence]));
  }
}

function text(line: ExportLine): string {
  return `${JSON.stringify(line)}\n`;
}
