import { Inject, Injectable } from '@nestjs/common';
import { BatchReceipt, importTargets, Problem, type ApplyBatchBody, type ImportTarget } from '@kairos/contracts';
import { INTAKE_CONFIG, type IntakeConfig } from '../config.ts';
import { ImportCannotGoOn, TargetAway } from './import-failures.ts';
import { ServiceTokens, type OnBehalfOf } from './service-tokens.ts';

/** Where each service is that takes rows. */
const addresses: Record<(typeof importTargets)[ImportTarget]['service'], 'ASSETS_URL'> = { assets: 'ASSETS_URL' };

export type Chunk = { target: ImportTarget; by: OnBehalfOf; body: ApplyBatchBody };

const timeoutMs = 60_000;
const passing = new Set([408, 425, 429]);

/** Sends chunks to the service that owns their records. A chunk sent again is answered with its first receipt. */
@Injectable()
export class ImportTargets {
  constructor(
    private readonly tokens: ServiceTokens,
    @Inject(INTAKE_CONFIG) private readonly config: IntakeConfig,
  ) {}

  /** @throws TargetAway when it may work later, ImportCannotGoOn when it will not */
  async send(chunk: Chunk): Promise<Pick<BatchReceipt, 'results' | 'impact'>> {
    let response = await this.post(chunk);
    if (response.status === 401) {
      this.tokens.forget(chunk.by);
      response = await this.post(chunk);
    }
    if (response.ok) return receiptOf(chunk, await response.json());
    const said = await saidBy(response);
    if (response.status === 403) throw new ImportCannotGoOn({ code: 'not-permitted', detail: said });
    if (response.status >= 500 || response.status === 401 || passing.has(response.status)) throw new TargetAway(`${chunk.target} answered ${response.status}: ${said}`);
    throw new ImportCannotGoOn({ code: 'target-refused', detail: `${chunk.target} refused the rows: ${said}` });
  }

  private addressOf(target: ImportTarget): string {
    const { service, batches } = importTargets[target];
    return this.config[addresses[service]] + batches.path;
  }

  private async post({ target, by, body }: Chunk): Promise<Response> {
    const token = await this.tokens.of(by);
    try {
      return await fetch(this.addressOf(target), {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'x-request-id': `${body.importJobId}-${body.chunkIndex}`,
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
        redirect: 'error',
      });
    } catch (error) {
      throw new TargetAway(`${target} cannot be reached: ${String(error)}`);
    }
  }
}

function receiptOf({ target, body }: Chunk, answer: unknown): BatchReceipt {
  const receipt = BatchReceipt.safeParse(answer);
  if (!receipt.success || receipt.data.importJobId !== body.importJobId || receipt.data.chunkIndex !== body.chunkIndex) {
    throw new ImportCannotGoOn({ code: 'target-unreadable', detail: `${target} gave an answer that cannot be read` });
  }
  return receipt.data;
}

async function saidBy(response: Response): Promise<string> {
  const problem = Problem.partial().safeParse(await response.json().catch(() => undefined));
  return (problem.success && (problem.data.detail ?? problem.data.title)) || `status ${response.status}`;
}
