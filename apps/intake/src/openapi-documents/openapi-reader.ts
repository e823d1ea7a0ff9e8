import { Worker } from 'node:worker_threads';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ConnectorEndpoint, type OpenApiDocumentView, type OpenApiOperation } from '@kairos/contracts';
import type { AskedOperation } from './read-openapi.calc.ts';
import { OpenApiDocumentRefused } from './openapi.errors.ts';
import { ReadingTurns } from './reading-turns.ts';

type Told = { read: string } | { fault: string };
const workerFile = new URL(`./openapi-worker${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url);
const longestMs = 20_000;
const heapMiB = 256;
/** A thread that nobody needed for so long is ended. */
const idleMs = 60_000;

/** Reads documents in a thread without environment, under limits of memory and time, one after the other: no other request waits for one. */
@Injectable()
export class OpenApiReader implements OnModuleDestroy {
  readonly #turns = new ReadingTurns();
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;

  /**
   * @param asked the operations to tell of; all unless told otherwise
   * @throws OpenApiDocumentRefused, OpenApiDocumentWaits, OpenApiReaderBusy
   */
  read(tenantId: string, document: string, asked?: readonly AskedOperation[]): Promise<OpenApiDocumentView> {
    return this.#turns.take(tenantId, () => this.#read(document, asked));
  }

  onModuleDestroy(): Promise<void> {
    return this.#end();
  }

  async #read(document: string, asked: readonly AskedOperation[] | undefined): Promise<OpenApiDocumentView> {
    clearTimeout(this.#idle);
    const worker = (this.#worker ??= start());
    let clock: NodeJS.Timeout | undefined;
    const [told, isWell] = await new Promise<[Told, boolean]>((resolve) => {
      const failed = (fault: string) => resolve([{ fault }, false]);
      worker.once('message', (message: Told) => resolve([message, true]));
      worker.once('error', (error: { code?: string }) => failed(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'The document takes more memory than one may.' : 'The document cannot be read.'));
      worker.once('exit', () => failed('The document cannot be read.'));
      clock = setTimeout(() => failed('The document takes too long to be read.'), longestMs);
      worker.postMessage({ document, asked });
    });
    clearTimeout(clock);
    for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
    worker.on('error', () => undefined);
    worker.once('exit', () => (this.#worker = this.#worker === worker ? undefined : this.#worker));
    if (isWell) this.#idle = setTimeout(() => void this.#end(), idleMs).unref();
    else await this.#end();
    if ('fault' in told) throw new OpenApiDocumentRefused(told.fault);
    const read = JSON.parse(told.read) as OpenApiDocumentView;
    return { ...read, operations: read.operations.map(asConnectorsTakeIt) };
  }

  async #end(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }
}

function start(): Worker {
  const worker = new Worker(workerFile, {
    env: {}, execArgv: [], argv: [], stdin: false, stdout: true, stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: heapMiB, maxYoungGenerationSizeMb: 32, codeRangeSizeMb: 16, stackSizeMb: 4 },
  });
  worker.unref();
  return worker;
}

/** An endpoint holds to all that one written by hand does, or is none. */
function asConnectorsTakeIt(operation: OpenApiOperation): OpenApiOperation {
  if (!operation.endpoint) return operation;
  const { success, data, error } = ConnectorEndpoint.safeParse(operation.endpoint);
  if (success) return { ...operation, endpoint: data };
  return { ...operation, endpoint: null, findings: [...operation.findings, ...error.issues.slice(0, 3).map(({ path, message }) => `${path.join('.')} ${message}`)] };
}
