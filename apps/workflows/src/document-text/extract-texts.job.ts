import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { DocumentFileType } from '@kairos/contracts';
import { Upkeep, type UpkeepJob } from '@kairos/service-kit';
import { FileStore } from '@kairos/service-kit/file-store';
import { currentTenantId, executeInTransaction, tenantQuery } from '@kairos/tenancy';
import { firstBytes } from '../document-content/first-bytes.ts';
import { StoreProof } from '../document-content/store-proof.ts';
import { TextExtractor } from './text-extractor.ts';

type Waiting = { id: string; sha256: string; byteSize: string; fileType: DocumentFileType };
type Outcome = { status: 'extracted' | 'empty' | 'unsupported' | 'failed'; reason: string | null; content: string };

const readable = new Set<DocumentFileType>(['pdf', 'docx', 'xlsx', 'xml', 'p7m', 'csv', 'txt']);
/** Of a text as much is read as is searched, so that any is as good as a small one. */
const readFromItsBeginning = new Set<DocumentFileType>(['csv', 'txt']);
const mostBytes = 32 * 1_048_576;
const beginningBytes = 1_048_576;
const mostAttempts = 3;
/** Then other upkeep has its turn. */
const longestTurnMs = 45_000;
/** A store that fails so often in a turn is asked again in the next. */
const mostFaults = 3;

// Counted before it is begun, in a transaction of its own: a file that ends this process is not begun for ever.
const take = `update document_text t set attempts = attempts + 1 from document_version v
  where v.tenant_id = t.tenant_id and v.id = t.document_version_id and t.document_version_id = (select w.document_version_id from document_text w where w.status = 'pending' and w.attempts < $1 and not w.document_version_id = any($2::uuid[]) order by w.document_version_id desc limit 1)
  returning v.id, v.sha256, v.byte_size as "byteSize", v.file_type as "fileType"`;
const giveUp = `update document_text set status = 'failed', reason = 'reading it was given up', ended_at = now() where status = 'pending' and attempts >= $1`;
/** What the store did not give was not begun. */
const giveBack = 'update document_text set attempts = attempts - 1 where document_version_id = $1';
const settle = 'update document_text set status = $2, reason = $3, content = $4, ended_at = now() where document_version_id = $1';

class StoreFault extends Error {}

/** Takes the text out of what was stored, the newest first. */
@Injectable()
@Upkeep({ name: 'document-text', cron: '* * * * *', longestTurnMs })
export class ExtractTexts implements UpkeepJob {
  constructor(
    private readonly em: EntityManager,
    private readonly store: FileStore,
    private readonly proof: StoreProof,
  ) {}

  async tend(signal: AbortSignal, turn?: AbortSignal): Promise<void> {
    const extractor = new TextExtractor();
    try {
      await this.em.transactional((em) => executeInTransaction(em, giveUp, [mostAttempts]));
      const withheld = new Map<string, unknown>();
      while (!signal.aborted && !turn?.aborted && withheld.size < mostFaults) {
        const [waiting] = await this.em.transactional(() => tenantQuery<Waiting>(this.em, take, [mostAttempts, [...withheld.keys()]]));
        if (!waiting) break;
        await this.settle(waiting, extractor).catch(async (error: unknown) => {
          if (!(error instanceof StoreFault)) throw error;
          withheld.set(waiting.id, error.cause);
          await this.em.transactional((em) => executeInTransaction(em, giveBack, [waiting.id]));
        });
      }
      const [fault] = withheld.values();
      if (fault !== undefined) throw fault;
    } finally {
      extractor.end();
    }
  }

  /** @throws StoreFault */
  private async settle(waiting: Waiting, extractor: TextExtractor): Promise<void> {
    const { status, reason, content } = await this.textOf(waiting, extractor);
    await this.em.transactional((em) => executeInTransaction(em, settle, [waiting.id, status, reason, content]));
  }

  private async textOf({ fileType, byteSize, sha256 }: Waiting, extractor: TextExtractor): Promise<Outcome> {
    if (!readable.has(fileType)) return { status: 'unsupported', reason: `no text is taken out of ${fileType}`, content: '' };
    const isWhole = !readFromItsBeginning.has(fileType);
    if (isWhole && Number(byteSize) > mostBytes) return { status: 'unsupported', reason: `it is larger than ${mostBytes / 1_048_576} MiB`, content: '' };
    const bytes = await this.bytesOf(sha256, isWhole ? mostBytes : beginningBytes);
    if (!bytes) return { status: 'failed', reason: 'it is not in the store', content: '' };
    const { content, fault, unread } = await extractor.extract({ fileType, bytes });
    if (unread !== undefined) return { status: 'unsupported', reason: unread, content: '' };
    // What a broken file gave before it broke is searched all the same.
    if (fault !== null) return { status: 'failed', reason: fault, content };
    return { status: content === '' ? 'empty' : 'extracted', reason: null, content };
  }

  /** @returns undefined for what is not in the store, which is there */
  private async bytesOf(sha256: string, most: number): Promise<Uint8Array | undefined> {
    try {
      return await firstBytes(this.store.read(currentTenantId(), sha256), most).catch(async (error: unknown) => {
        if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
        await this.proof.demand(sha256);
        return undefined;
      });
    } catch (cause) {
      throw new StoreFault('The store does not answer.', { cause });
    }
  }
}
