import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { DocumentFileType } from '@kairos/contracts';
import { Upkeep, type UpkeepJob } from '@kairos/service-kit';
import { FileStore } from '@kairos/service-kit/file-store';
import { currentTenantId, executeInTransaction, tenantQuery } from '@kairos/tenancy';
import { TextExtractor } from './text-extractor.ts';

type Waiting = { id: string; sha256: string; byteSize: string; fileType: DocumentFileType };
type Outcome = { status: 'extracted' | 'empty' | 'unsupported' | 'failed'; reason: string | null; content: string };

const readable = new Set<DocumentFileType>(['pdf', 'docx', 'xlsx', 'xml']);
const mostBytes = 32 * 1_048_576;
const mostAttempts = 3;
/** Then other upkeep has its turn. */
const longestTurnMs = 45_000;

// Counted before it is begun, in a transaction of its own: a file that ends this process is not begun for ever.
const take = `update document_text t set attempts = attempts + 1 from document_version v
  where v.tenant_id = t.tenant_id and v.id = t.document_version_id and t.document_version_id = (select w.document_version_id from document_text w where w.status = 'pending' and w.attempts < $1 order by w.document_version_id desc limit 1)
  returning v.id, v.sha256, v.byte_size as "byteSize", v.file_type as "fileType"`;
const giveUp = `update document_text set status = 'failed', reason = 'reading it was given up', ended_at = now() where status = 'pending' and attempts >= $1`;
const settle = 'update document_text set status = $2, reason = $3, content = $4, ended_at = now() where document_version_id = $1';

/** Takes the text out of what was stored, the newest first. */
@Injectable()
@Upkeep({ name: 'document-text', cron: '* * * * *' })
export class ExtractTexts implements UpkeepJob {
  constructor(
    private readonly em: EntityManager,
    private readonly store: FileStore,
  ) {}

  async tend(signal: AbortSignal): Promise<void> {
    const until = performance.now() + longestTurnMs;
    const extractor = new TextExtractor();
    try {
      await this.em.transactional((em) => executeInTransaction(em, giveUp, [mostAttempts]));
      while (!signal.aborted && performance.now() < until) {
        const [waiting] = await this.em.transactional(() => tenantQuery<Waiting>(this.em, take, [mostAttempts]));
        if (!waiting) return;
        const { status, reason, content } = await this.textOf(waiting, extractor);
        await this.em.transactional((em) => executeInTransaction(em, settle, [waiting.id, status, reason, content]));
      }
    } finally {
      extractor.end();
    }
  }

  private async textOf({ fileType, byteSize, sha256 }: Waiting, extractor: TextExtractor): Promise<Outcome> {
    if (!readable.has(fileType)) return { status: 'unsupported', reason: `no text is taken out of ${fileType}`, content: '' };
    if (Number(byteSize) > mostBytes) return { status: 'unsupported', reason: `it is larger than ${mostBytes / 1_048_576} MiB`, content: '' };
    const bytes = await allOf(this.store.read(currentTenantId(), sha256));
    const { content, fault } = await extractor.extract({ fileType, bytes });
    // What a broken file gave before it broke is searched all the same.
    if (fault !== null) return { status: 'failed', reason: fault, content };
    return { status: content === '' ? 'empty' : 'extracted', reason: null, content };
  }
}

async function allOf(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of content) pieces.push(piece);
  return Buffer.concat(pieces);
}
