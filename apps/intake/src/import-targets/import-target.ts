import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { BatchReceipt, chunkNotFound, demandsStepUp, importTargets, Problem, quickReader, targetAddress, UndoAnswer, UndoChunkReceipt, type ApplyBatchBody, type ServiceTarget } from '@kairos/contracts';
import { INTAKE_CONFIG, type IntakeConfig } from '../config.ts';
import { ImportCannotGoOn, TargetAway } from './import-failures.ts';
import { ServiceTokens, type OnBehalfOf } from './service-tokens.ts';

/** `provedAt` is when somebody proved who they are for the job; without it no right is asked for that needs it. */
export type Chunk = { target: ServiceTarget; by: OnBehalfOf & { provedAt?: Date | null }; body: ApplyBatchBody };
export type UndoOf = { target: ServiceTarget; by: OnBehalfOf; importJobId: string };
type Said = { said: string; code: string | undefined };
type Request = { target: ServiceTarget; by: OnBehalfOf; path: string; body: object; requestId: string };

const readReceipt = quickReader(BatchReceipt);
const timeoutMs = 60_000;
/** 412: somebody changed a record while the chunk was being applied; nothing of it was stored. */
const passing = new Set([408, 412, 425, 429]);

/** Sends chunks to the service that owns their records. A chunk sent again is answered with its first receipt. */
@Injectable()
export class ImportTargets {
  constructor(
    private readonly tokens: ServiceTokens,
    @Inject(INTAKE_CONFIG) private readonly config: IntakeConfig,
  ) {}

  /** @throws TargetAway when it may work later, ImportCannotGoOn when it will not */
  async send(chunk: Chunk): Promise<Pick<BatchReceipt, 'results' | 'impact'>> {
    const response = await this.sent(chunk);
    if (response.ok) return receiptOf(chunk, await response.json());
    throw refusal(chunk.target, response.status, await saidBy(response));
  }

  /** What the target answered to a chunk that it applied, undefined when it did not; it applies nothing. @throws as `send` */
  async receiptOf(chunk: Chunk): Promise<Pick<BatchReceipt, 'results' | 'impact'> | undefined> {
    const response = await this.sent({ ...chunk, body: { ...chunk.body, receiptOnly: true, rows: [] } });
    if (response.ok) return receiptOf(chunk, await response.json());
    const said = await saidBy(response);
    // Any other 404 says nothing of the chunk.
    if (response.status === 404 && said.code === chunkNotFound) return undefined;
    throw refusal(chunk.target, response.status, said);
  }

  /**
   * Asks the target whether it can undo an import and, unless `dryRun`, has it open the undo.
   *
   * @throws TargetAway when it may work later, ImportCannotGoOn when it will not
   */
  async undo({ dryRun, ...chunk }: UndoOf & { dryRun: boolean }): Promise<UndoAnswer> {
    return this.ask(chunk, '/undo', { importJobId: chunk.importJobId, dryRun }, UndoAnswer);
  }

  /** Has the target undo one chunk; asked again it answers the same. @throws TargetAway, ImportCannotGoOn */
  async undoChunk({ chunkIndex, ...chunk }: UndoOf & { chunkIndex: number }): Promise<UndoChunkReceipt> {
    return this.ask(chunk, '/undo/chunks', { importJobId: chunk.importJobId, chunkIndex }, UndoChunkReceipt);
  }

  private async ask<T extends z.ZodType>({ target, by, importJobId }: UndoOf, path: string, body: object, answer: T): Promise<z.infer<T>> {
    const response = await this.authorised({ target, by, path, body, requestId: importJobId });
    if (!response.ok) throw refusal(target, response.status, await saidBy(response));
    const read = answer.safeParse(await response.json());
    if (!read.success) throw new ImportCannotGoOn({ code: 'target-unreadable', detail: `${target} gave an answer that cannot be read` });
    return read.data;
  }

  private sent(chunk: Chunk): Promise<Response> {
    const { target, body } = chunk;
    return this.authorised({ target, by: rightOf(chunk), path: '', body, requestId: `${body.importJobId}-${body.chunkIndex}` });
  }

  private addressOf(target: ServiceTarget): string {
    const { service, batches } = importTargets[target];
    return this.config[targetAddress(service)] + batches.path;
  }

  /** Posts with a token; with a new one when the target takes the old one no more. */
  private async authorised(request: Request): Promise<Response> {
    const response = await this.post(request);
    if (response.status !== 401) return response;
    this.tokens.forget(request.by);
    return this.post(request);
  }

  private async post({ target, by, path, body, requestId }: Request): Promise<Response> {
    const token = await this.tokens.of(by);
    try {
      return await fetch(this.addressOf(target) + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'x-request-id': requestId },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
        redirect: 'error',
      });
    } catch (error) {
      throw new TargetAway(`${target} cannot be reached: ${String(error)}`, !wasNotReached(error));
    }
  }
}

/** Nobody listened, so nothing was sent. */
function wasNotReached(error: unknown): boolean {
  const { code } = ((error as Error).cause ?? {}) as { code?: string };
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN';
}

/** Where the target demands a proof, the right to write the rows of this one import, and of no plan. */
function rightOf({ target, by: { membershipId, apiKeyId, provedAt }, body: { importJobId, dryRun } }: Chunk): OnBehalfOf {
  return { membershipId, apiKeyId, ...(provedAt && !dryRun && demandsStepUp(target) ? { rightTo: { target, importJobId } } : {}) };
}

/** What a refusal means for the job: to try again later, or to stop. */
function refusal(target: ServiceTarget, status: number, { said, code }: Said): TargetAway | ImportCannotGoOn {
  if (status === 403) return new ImportCannotGoOn({ code: 'not-permitted', detail: said });
  const passes = status >= 500 || status === 401 || passing.has(status) || code === 'being-undone';
  // What the target itself refuses it has not applied; behind a 408 or 5xx it may have.
  if (passes) return new TargetAway(`${target} answered ${status}: ${said}`, status >= 500 || status === 408);
  return new ImportCannotGoOn({ code: 'target-refused', detail: `${target} refused the rows: ${said}` });
}

function receiptOf({ target, body }: Chunk, answer: unknown): BatchReceipt {
  const receipt = readReceipt(answer);
  if (!receipt.success || receipt.data.importJobId !== body.importJobId || receipt.data.chunkIndex !== body.chunkIndex) {
    throw new ImportCannotGoOn({ code: 'target-unreadable', detail: `${target} gave an answer that cannot be read` });
  }
  return receipt.data;
}

async function saidBy(response: Response): Promise<Said> {
  const problem = Problem.partial().safeParse(await response.json().catch(() => undefined));
  const { detail, title, code } = problem.success ? problem.data : {};
  return { said: detail ?? title ?? `status ${response.status}`, code };
}
