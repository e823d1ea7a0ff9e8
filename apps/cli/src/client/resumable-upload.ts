import { setTimeout as sleep } from 'node:timers/promises';
import { UploadSessionView } from '@kairos/contracts';
import { ApiRefused, CliError } from '../cli.errors.ts';
import type { ApiClient } from './api-client.ts';

export type LocalFile = { content: Blob; fileName: string; contentType: string };
type Progress = (bytes: number) => void;

const uploadsPath = '/api/v1/intake/uploads';
const tus = { 'tus-resumable': '1.0.0' };
/** Fewer, larger requests: the edge counts them. The service itself keeps what arrived of one that breaks. */
const requestSize = 64 * 1024 * 1024;
const mostFailures = 8;
/** Worth another try: the offset was another, too many requests, or something beneath is away. */
const passing = (error: unknown) => (error instanceof ApiRefused ? [409, 429].includes(error.problem.status) || error.problem.status >= 500 : error instanceof CliError);

/** Uploads a file by the tus protocol: what breaks is gone on with from where it was. */
export class ResumableUpload {
  constructor(
    private readonly api: ApiClient,
    private readonly waitMs = 1000,
  ) {}

  /** Begins an upload. @returns its address */
  async begin({ content, fileName, contentType }: LocalFile): Promise<string> {
    const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');
    const headers = { ...tus, 'upload-length': String(content.size), 'upload-metadata': `filename ${base64(fileName)},filetype ${base64(contentType)}` };
    return `${uploadsPath}/${(await this.api.call(uploadsPath, UploadSessionView, { method: 'POST', headers })).id}`;
  }

  /** How much has arrived, or undefined where there is no such upload any more. */
  async offset(upload: string): Promise<number | undefined> {
    try {
      return Number((await this.api.send(upload, { method: 'HEAD', headers: tus })).headers.get('upload-offset'));
    } catch (error) {
      if (error instanceof ApiRefused && [404, 410].includes(error.problem.status)) return undefined;
      throw error;
    }
  }

  /** Sends what is missing. Gives up after some failures in a row without progress. */
  async send(upload: string, { content }: LocalFile, from: number, progress: Progress): Promise<UploadSessionView> {
    let at = from;
    for (let failures = 0; at < content.size; ) {
      try {
        at = await this.append(upload, content.slice(at, at + requestSize), at);
        failures = 0;
      } catch (error) {
        failures += 1;
        if (!passing(error) || failures > mostFailures) throw error;
        await sleep(Math.min(this.waitMs * 2 ** (failures - 1), 30_000));
        at = (await this.offset(upload).catch(() => at)) ?? at;
      }
      progress(at);
    }
    return this.api.call(upload, UploadSessionView);
  }

  private async append(upload: string, content: Blob, at: number): Promise<number> {
    const headers = { ...tus, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(at) };
    return Number((await this.api.send(upload, { method: 'PATCH', headers, file: content })).headers.get('upload-offset'));
  }
}
