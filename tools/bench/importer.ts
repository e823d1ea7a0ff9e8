/** Somebody who imports files through the API of a running intake. */
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchStack } from './stack.ts';
import { plantsRecipe } from './plant-rows.ts';

const terms = `insert into intake.tenant_terms (tenant_id, status, plan, read_only_from, closed_from, limits, features, time_zone, locale, settings, version)
  values ($1, 'Active', 'Business', now() + interval '1 year', null, '{"users": null, "plants": null, "storageGb": null, "apiCallsPerHour": null}', '{}', 'Europe/Rome', 'it', '{"uploadMaxMib": 3072}', 1)`;

type Job = { id: string; status: string; counts: { read: number; created: number; rejected: number }; failure: { detail: string } | null };

export class Importer {
  readonly tenantId: string;
  private readonly url: string;
  private readonly token: string;

  private constructor(tenantId: string, url: string, token: string) {
    this.tenantId = tenantId;
    this.url = url;
    this.token = token;
  }

  /** A tenant of its own, with its recipe published, whose imports write to assets. */
  static async start(stack: BenchStack): Promise<Importer> {
    const caller = await stack.callerOf(['intake', 'assets'], randomUUID());
    await stack.admin.query(terms, [caller.tenantId]);
    stack.issuer.serviceToken = () => ({ accessToken: stack.issuer.token(caller, { act: { sub: 'intake' } }), expiresAt: new Date(Date.now() + 600_000).toISOString() });
    const importer = new Importer(caller.tenantId, `${stack.urlOf('intake')}/api/v1/intake`, caller.token);
    await importer.ask('/recipes', plantsRecipe);
    return importer;
  }

  async upload(path: string): Promise<string> {
    const body = Readable.toWeb(createReadStream(path, { highWaterMark: 1024 * 1024 })) as ReadableStream;
    const options = { method: 'POST', headers: { ...this.headers(), 'content-type': 'text/csv' }, body, duplex: 'half' as const };
    return ((await answerOf(await fetch(`${this.url}/source-files?fileName=bench.csv`, options))) as { id: string }).id;
  }

  /** Runs a job to its end. @throws Error unless it read `rows` rows and rejected none */
  async run(sourceFileId: string, mode: 'plan' | 'apply', rows: number): Promise<void> {
    const job = await this.ended(await this.begin(sourceFileId, mode));
    if (!['completed', 'awaiting-approval'].includes(job.status) || job.counts.read !== rows || job.counts.created !== rows) {
      throw new Error(`the ${mode} ended ${job.status} with ${JSON.stringify(job.counts)}: ${job.failure?.detail ?? ''}`);
    }
  }

  async begin(sourceFileId: string, mode: 'plan' | 'apply'): Promise<string> {
    return ((await this.ask('/import-jobs', { sourceFileId, recipe: { name: plantsRecipe.name }, mode })) as Job).id;
  }

  /** Stops a job that is running. @throws Error when it was over before */
  async cancel(importJobId: string): Promise<void> {
    await this.ask(`/import-jobs/${importJobId}/cancel`, {});
    await this.ended(importJobId);
  }

  private async ended(importJobId: string): Promise<Job> {
    for (;;) {
      const job = (await this.ask(`/import-jobs/${importJobId}`)) as Job;
      // A plan that waits to be approved has come to its end, too.
      if (['completed', 'awaiting-approval', 'failed', 'cancelled'].includes(job.status)) return job;
      await sleep(100);
    }
  }

  private async ask(path: string, body?: object): Promise<unknown> {
    const options = body ? { method: 'POST', headers: { ...this.headers(), 'content-type': 'application/json' }, body: JSON.stringify(body) } : { headers: this.headers() };
    return answerOf(await fetch(this.url + path, options));
  }

  private headers(): Record<string, string> {
    return { authorization: `Bearer ${this.token}` };
  }
}

async function answerOf(response: Response): Promise<unknown> {
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
