import type { UploadSessionView } from '@kairos/contracts';
import { ApiProblem, isPassing, isProblem } from './problem.ts';
import { call, callForFile } from './session.ts';
import { nextPiece, type Piece } from './upload-rate.calc.ts';

export type UploadStanding = { sent: number; total: number; bytesPerSecond: number | undefined; waiting: boolean };
type Watch = (standing: UploadStanding) => void;

const tus = { 'tus-resumable': '1.0.0' };
const mostFailures = 6;
const longestPauseMs = 20_000;
const kept = (file: File) => `kairos.upload ${file.name} ${file.size} ${file.lastModified}`;
const mediaTypes: Record<string, string> = {
  tsv: 'text/tab-separated-values', jsonl: 'application/jsonl', ndjson: 'application/x-ndjson', gz: 'application/gzip', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Sends a file piece by piece by the tus protocol: what breaks off is gone on with, also by another visit to the page. */
export class ResumableUpload {
  #stopped = new AbortController();
  #id: string | undefined;

  constructor(
    private readonly file: File,
    private readonly watch: Watch,
  ) {}

  /** @returns the id of the source file @throws ApiProblem, or an AbortError once it is paused or cancelled */
  async send(): Promise<string> {
    this.#stopped = new AbortController();
    let at = await this.#begin();
    let piece: Piece = nextPiece(undefined, 0, 0);
    for (let failures = 0; at < this.file.size; ) {
      this.#tell(at, piece.bytesPerSecond);
      const from = performance.now();
      try {
        const reached = await this.#append(at, piece.bytes);
        piece = nextPiece(piece, reached - at, performance.now() - from);
        [at, failures] = [reached, 0];
      } catch (error) {
        failures += 1;
        if (failures > mostFailures || !(isPassing(error) || isProblem(error, 'upload-offset-differs') || (isProblem(error) && error.status === 409))) throw error;
        this.#tell(at, undefined, true);
        await this.#pause(Math.min(longestPauseMs, 500 * 2 ** failures));
        at = await this.#arrived().catch(() => at);
      }
    }
    this.#tell(at, piece.bytesPerSecond);
    return this.#settled();
  }

  stop(): void {
    this.#stopped.abort();
  }

  /** Gives the upload up; what arrived is removed. */
  async cancel(): Promise<void> {
    this.stop();
    localStorage.removeItem(kept(this.file));
    if (this.#id !== undefined) await call<void>({ method: 'DELETE', path: `/intake/uploads/${this.#id}`, headers: tus }).catch(() => undefined);
  }

  async #begin(): Promise<number> {
    this.#id ??= localStorage.getItem(kept(this.file)) ?? undefined;
    if (this.#id !== undefined) {
      const known = await call<UploadSessionView>({ path: `/intake/uploads/${this.#id}` }).catch((error: unknown) => {
        if (isPassing(error)) throw error;
        return undefined;
      });
      if (known && known.totalBytes === this.file.size && ['initialized', 'uploading', 'paused'].includes(known.state)) return known.receivedBytes;
    }
    const type = mediaTypes[this.file.name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'text/csv';
    const headers = { ...tus, 'upload-length': String(this.file.size), 'upload-metadata': `filename ${base64(this.file.name)},filetype ${base64(type)}` };
    const session = await call<UploadSessionView>({ method: 'POST', path: '/intake/uploads', headers, signal: this.#stopped.signal });
    this.#id = session.id;
    localStorage.setItem(kept(this.file), session.id);
    return 0;
  }

  async #append(at: number, bytes: number): Promise<number> {
    const headers = { ...tus, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(at) };
    const answer = await callForFile({ method: 'PATCH', path: `/intake/uploads/${this.#id}`, headers, file: this.file.slice(at, at + bytes), signal: this.#stopped.signal });
    return Number(answer.headers.get('upload-offset'));
  }

  async #arrived(): Promise<number> {
    return (await call<UploadSessionView>({ path: `/intake/uploads/${this.#id}`, signal: this.#stopped.signal })).receivedBytes;
  }

  /** The last piece has arrived; that the file was looked at may take another moment. */
  async #settled(): Promise<string> {
    for (;;) {
      const { state, sourceFileId, failure } = await call<UploadSessionView>({ path: `/intake/uploads/${this.#id}`, signal: this.#stopped.signal });
      if (sourceFileId !== null || failure !== null || state === 'failed') localStorage.removeItem(kept(this.file));
      if (sourceFileId !== null) return sourceFileId;
      if (failure !== null || state === 'failed') throw new ApiProblem(422, { type: 'about:blank', title: 'Unprocessable', status: 422, code: failure?.code ?? 'upload-failed', ...(failure ? { detail: failure.detail } : {}) } as ApiProblem['problem']);
      await this.#pause(700);
    }
  }

  #tell(sent: number, bytesPerSecond: number | undefined, waiting = false): void {
    this.watch({ sent, total: this.file.size, bytesPerSecond, waiting });
  }

  #pause(ms: number): Promise<void> {
    const { signal } = this.#stopped;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, ms);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(new DOMException('stopped', 'AbortError'));
      }, { once: true });
    });
  }
}

function base64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}
