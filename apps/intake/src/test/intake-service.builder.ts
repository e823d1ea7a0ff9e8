import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportJobView, ImportMode, UploadedSourceFile } from '@kairos/contracts';
import { eventually, TestService, type Caller, type TestServiceOptions } from '@kairos/testing';
import { intakeService } from '../service.ts';
import { intakeEnvironment } from './environment.builder.ts';
import { newPlantRecipe } from './recipe.builder.ts';
import { TestTarget } from './target.builder.ts';

const base = '/api/v1/intake';

/** Intake with its own database, a file folder and stand-ins for the services it talks to. */
export class TestIntake {
  private constructor(
    readonly service: TestService,
    readonly target: TestTarget,
    readonly folder: string,
  ) {}

  static async start(options: TestServiceOptions = {}): Promise<TestIntake> {
    const folder = await mkdtemp(join(tmpdir(), 'kairos-files-'));
    const target = await TestTarget.start();
    const environment = intakeEnvironment({ FILES_DIR: folder, ASSETS_URL: target.url, IDENTITY_URL: target.url, ...options.environment });
    return new TestIntake(await TestService.start(intakeService, { ...options, environment }), target, folder);
  }

  operator(): Promise<Caller> {
    return this.service.signIn(['intake.*', 'assets.plant.import']);
  }

  /** An operator whose tenant has the recipe `test-plants`. */
  async readyOperator(): Promise<Caller> {
    const caller = await this.operator();
    await caller.api.post(`${base}/recipes`, newPlantRecipe()).expect(201);
    return caller;
  }

  /** Where the bytes of a file are. */
  pathOf({ tenantId }: Caller, { sha256 }: Pick<UploadedSourceFile, 'sha256'>): string {
    return join(this.folder, tenantId, sha256.slice(0, 2), sha256);
  }

  /** The chunks of a job in the order in which the target applied them. */
  chunksOf({ id }: Pick<ImportJobView, 'id'>): number[] {
    return this.target.applied().filter(({ body }) => body.importJobId === id).map(({ body }) => body.chunkIndex);
  }

  /** The chunks of a job that had an effect, from first to last in the file. */
  chunksWithEffect({ id }: Pick<ImportJobView, 'id'>): number[] {
    return this.target.applied().filter(({ body, repeated }) => body.importJobId === id && !repeated).map(({ body }) => body.chunkIndex).sort((a, b) => a - b);
  }

  /** How many rows of a job have a result, and how many different rows these are. */
  async storedRows({ id }: Pick<ImportJobView, 'id'>): Promise<{ rows: number; distinct: number } | undefined> {
    const { rows } = await this.service.database.admin.query<{ rows: number; distinct: number }>(
      'select count(*)::integer as rows, count(distinct row_number)::integer as distinct from intake.import_row_result where import_job_id = $1',
      [id],
    );
    return rows[0];
  }

  /** The environment of a worker in a process of its own, on the same database, files and neighbours; no broker, which an import does without. */
  workerEnvironment(more: Record<string, string> = {}): Record<string, string> {
    return {
      ...intakeEnvironment({ FILES_DIR: this.folder, ASSETS_URL: this.target.url, IDENTITY_URL: this.target.url, LOG_LEVEL: 'fatal' }),
      PORT: '0',
      DATABASE_URL: this.service.database.url('intake', 'app'),
      DATABASE_RELAY_URL: this.service.database.url('intake', 'relay'),
      NATS_URL: 'nats://127.0.0.1:1',
      NATS_USER: 'nobody',
      NATS_PASSWORD: 'nobody',
      JWKS_URL: `${this.target.url}/jwks`,
      ...more,
    };
  }

  async stop(): Promise<void> {
    await this.service.stop();
    this.target.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

let series = 0;
/** A file of 1,200 plants, three chunks, that no other test has. */
export const threeChunks = () => plantRows(1200);

/** A file of so many plants that no other test has; 500 are a chunk. */
export function plantRows(rows: number): string {
  series += 1;
  return `code,name,type,power\n${Array.from({ length: rows }, (_, at) => `S${series}-${at},Plant ${at},PV,1\n`).join('')}`;
}

/** What becomes of `threeChunks` the first time. */
export const threeChunksCreated = { read: 1200, created: 1200, updated: 0, unchanged: 0, rejected: 0, skipped: 0 };

export async function uploadFile(caller: Caller, content: string | Buffer): Promise<UploadedSourceFile> {
  const answer = await caller.api.post(`${base}/source-files?fileName=plants.csv`).set('content-type', 'text/csv').send(content as string);
  if (answer.status > 201) throw new Error(`Upload answered ${answer.status}: ${answer.text}`);
  return answer.body as UploadedSourceFile;
}

export async function startJob(caller: Caller, content: string | Buffer, recipe: string, mode: ImportMode = 'apply'): Promise<ImportJobView> {
  const { id: sourceFileId } = await uploadFile(caller, content);
  const { body } = await caller.api.post(`${base}/import-jobs`, { sourceFileId, recipe: { name: recipe }, mode }).expect(202);
  return body as ImportJobView;
}

export async function readJob(caller: Caller, importJobId: string): Promise<ImportJobView> {
  return (await caller.api.get(`${base}/import-jobs/${importJobId}`).expect(200)).body as ImportJobView;
}

const over = ['completed', 'failed', 'cancelled'];

export function jobEnd(caller: Caller, { id }: Pick<ImportJobView, 'id'>, withinMs?: number): Promise<ImportJobView> {
  return eventually(() => readJob(caller, id), ({ status }) => over.includes(status), withinMs);
}

export async function importAll(caller: Caller, content: string | Buffer, recipe: string, mode: ImportMode = 'apply'): Promise<ImportJobView> {
  return jobEnd(caller, await startJob(caller, content, recipe, mode));
}
