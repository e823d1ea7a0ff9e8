import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { chunkNotFound, undoChunkSize, type ApplyBatchBody, type BatchRowResult, type FieldChange, type ImpactGroup, type UndoBatchesBody, type UndoChunkBody, type UndoObstacle } from '@kairos/contracts';

type Answer = { status: number; body: unknown };
export type Received = { authorization: string | undefined; body: ApplyBatchBody; repeated: boolean };

/**
 * Stands in for the services on the other side of the wire, assets and identity: keeps records by code, answers a
 * repeated chunk with its receipt, and can be told to misbehave.
 */
export class TestTarget {
  readonly records = new Map<string, { id: string; values: string }>();
  readonly received: Received[] = [];
  readonly tokenRequests: { authorization: string | undefined; body: unknown }[] = [];
  /** Asked before each chunk: an answer to give instead, or a promise to wait for. */
  before: (chunk: ApplyBatchBody) => Promise<Answer | undefined> | Answer | undefined = () => undefined;
  /** Whether the answer to a chunk that was applied gets lost. */
  loses: (chunk: ApplyBatchBody) => boolean = () => false;
  /** Whether the answer to a chunk that was applied cannot be read. */
  spoils: (chunk: ApplyBatchBody) => boolean = () => false;
  /** What stands in the way of undoing a job. */
  obstacles: (importJobId: string) => UndoObstacle[] | Promise<UndoObstacle[]> = () => [];
  /** Asked before each chunk of an undo, as `before`. */
  beforeUndo: (chunk: UndoChunkBody) => Answer | undefined = () => undefined;
  /** Jobs whose undo was opened, and the chunks undone, in order. */
  readonly undoing = new Set<string>();
  readonly undone: number[] = [];
  tokenAnswer: () => Answer | undefined = () => undefined;
  readonly #receipts = new Map<string, BatchRowResult[]>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<TestTarget> {
    const server = createServer();
    const target = new TestTarget(server);
    server.on('request', (request, response) => {
      target.#answer(request).then(
        ({ status, body }) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
        () => response.destroy(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return target;
  }

  get url(): string {
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  /** Ends whatever it was told to do amiss. */
  behave(): void {
    this.before = () => undefined;
    this.loses = this.spoils = () => false;
    this.tokenAnswer = () => undefined;
  }

  /** Holds the first request for a chunk until released; later ones pass. */
  hold(chunk: number): { reached: Promise<void>; release: () => void } {
    const reached = Promise.withResolvers<void>();
    const released = Promise.withResolvers<undefined>();
    let waiting = false;
    this.before = ({ chunkIndex }) => {
      if (chunkIndex !== chunk || waiting) return undefined;
      waiting = true;
      reached.resolve();
      return released.promise;
    };
    return { reached: reached.promise, release: () => released.resolve(undefined) };
  }

  /** The chunks that were applied, without plans. */
  applied(): Received[] {
    return this.received.filter(({ body }) => !body.dryRun);
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    const body: unknown = JSON.parse(await text(request));
    const { authorization } = request.headers;
    if (request.url === '/api/v1/identity/service-tokens') {
      this.tokenRequests.push({ authorization, body });
      const expiresAt = new Date(Date.now() + 600_000).toISOString();
      return this.tokenAnswer() ?? { status: 201, body: { accessToken: `token-${this.tokenRequests.length}`, expiresAt } };
    }
    if (request.url?.endsWith('/undo')) return this.#undo(body as UndoBatchesBody);
    if (request.url?.endsWith('/undo/chunks')) return this.#undoChunk(body as UndoChunkBody);
    return this.#batch(body as ApplyBatchBody, authorization);
  }

  /** Undoes what it applied: every record that a job wrote is dropped, as if all of them were new. */
  async #undo({ importJobId, dryRun }: UndoBatchesBody): Promise<Answer> {
    const obstacles = await this.obstacles(importJobId);
    if (!dryRun && obstacles.length === 0) this.undoing.add(importJobId);
    return { status: 200, body: { importJobId, opened: !dryRun && obstacles.length === 0, records: this.#codesOf(importJobId).length, obstacles, obstacleCount: obstacles.length } };
  }

  #undoChunk({ importJobId, chunkIndex }: UndoChunkBody): Answer {
    const instead = this.beforeUndo({ importJobId, chunkIndex });
    if (instead) return instead;
    const codes = this.#codesOf(importJobId);
    const chunk = codes.slice(chunkIndex * undoChunkSize, (chunkIndex + 1) * undoChunkSize);
    for (const code of chunk) this.records.delete(code);
    this.undone.push(chunkIndex);
    const left = codes.filter((code) => this.records.has(code)).length;
    return { status: 200, body: { importJobId, chunkIndex, removed: chunk.length, restored: 0, left } };
  }

  #codesOf(importJobId: string): string[] {
    return this.applied().filter(({ body, repeated }) => body.importJobId === importJobId && !repeated).flatMap(({ body }) => body.rows.map(({ values }) => String(values['code'])));
  }

  async #batch(body: ApplyBatchBody, authorization: string | undefined): Promise<Answer> {
    const instead = await this.before(body);
    if (instead) return instead;
    const key = `${body.importJobId} ${body.chunkIndex}`;
    const earlier = body.dryRun ? undefined : this.#receipts.get(key);
    if (body.receiptOnly && !earlier) return { status: 404, body: { code: chunkNotFound } };
    const results = earlier ?? body.rows.map((row) => this.#row(row, body.dryRun));
    if (!body.dryRun) this.#receipts.set(key, results);
    this.received.push({ authorization, body, repeated: earlier !== undefined });
    if (this.loses(body)) return { status: 502, body: {} };
    if (this.spoils(body)) return { status: 200, body: {} };
    const impact = body.dryRun ? { impact: impactOf(results) } : {};
    const resultsSha256 = createHash('sha256').update(JSON.stringify(results)).digest('hex');
    return { status: 200, body: { importJobId: body.importJobId, chunkIndex: body.chunkIndex, results, resultsSha256, ...impact } };
  }

  #row({ rowNumber, values }: ApplyBatchBody['rows'][number], dryRun: boolean): BatchRowResult {
    const code = String(values['code'] ?? values['email']);
    if (code.startsWith('REFUSED')) {
      const errors = [{ field: 'code', code: 'plant-code-taken', value: code, detail: 'is taken by another plant' }];
      return { rowNumber, outcome: 'rejected', recordId: null, errors };
    }
    const known = this.records.get(code);
    const text = JSON.stringify(values);
    const outcome = !known ? 'created' : known.values === text ? 'unchanged' : 'updated';
    const id = known?.id ?? randomUUID();
    if (!dryRun) this.records.set(code, { id, values: text });
    const changed = outcome === 'updated' ? changesOf(known?.values ?? '{}', values) : [];
    return { rowNumber, outcome, recordId: id, errors: [], ...(outcome !== 'updated' ? {} : dryRun ? { changes: changed } : { changedFields: changed.map(({ field }) => field) }) };
  }
}

function changesOf(before: string, values: Record<string, unknown>): FieldChange[] {
  const held = JSON.parse(before) as Record<string, FieldChange['before']>;
  return Object.entries(values).flatMap(([field, after]) => (held[field] === after ? [] : [{ field, before: held[field] ?? null, after: after as FieldChange['after'] }]));
}

/** One group for all: how many would come and change. */
function impactOf(results: BatchRowResult[]): ImpactGroup[] {
  const count = (outcome: string) => results.filter((result) => result.outcome === outcome).length;
  return [{ group: 'all', created: count('created'), updated: count('updated'), measure: 'capacityKw', added: '0.5', changed: '-1' }];
}
