import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import progress from 'cli-progress';
import { SourceFileView, UploadedSourceFile, type UploadMediaType } from '@kairos/contracts';
import { CliError } from '../cli.errors.ts';
import { ResumableUpload, type LocalFile } from '../client/resumable-upload.ts';
import { UnfinishedUploads } from '../client/unfinished-uploads.ts';
import type { Context } from '../context.ts';

/** Larger files go up in a way that can be resumed. */
const largeFrom = 16 * 1024 * 1024;

const mediaTypes: Record<string, UploadMediaType> = {
  '.csv': 'text/csv', '.tsv': 'text/tab-separated-values', '.jsonl': 'application/jsonl', '.ndjson': 'application/x-ndjson', '.gz': 'application/gzip',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Uploads a file, in one request or, when it is large, so that the next call goes on with what this one had to leave. */
export async function uploadSourceFile(context: Context, path: string): Promise<UploadedSourceFile> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new CliError(`${path} is not a file.`);
  const contentType = mediaTypes[extname(path).toLowerCase()] ?? 'text/csv';
  const file = { content: await openAsBlob(path, { type: contentType }), fileName: basename(path), contentType };
  if (found.size >= largeFrom) return resumable(context, file, `${context.api.url} ${resolve(path)} ${found.size} ${found.mtimeMs}`);
  return context.api.call('/api/v1/intake/source-files', UploadedSourceFile, { method: 'POST', query: { fileName: file.fileName }, headers: { 'content-type': contentType }, file: file.content });
}

async function resumable({ api, config, terminal }: Context, file: LocalFile, name: string): Promise<UploadedSourceFile> {
  const unfinished = new UnfinishedUploads(config.sessionFolder);
  const upload = new ResumableUpload(api);
  const known = unfinished.find(name);
  const arrived = known === undefined ? undefined : await upload.offset(known);
  const address = known !== undefined && arrived !== undefined ? known : await upload.begin(file);
  unfinished.remember(name, address);
  if (arrived) terminal.note(`going on with an upload of which ${arrived} bytes have arrived`);
  const bar = terminal.showsProgress ? new progress.SingleBar({ format: '{bar} {percentage}%  {value} of {total} bytes', hideCursor: true, clearOnComplete: true, stream: process.stderr }, progress.Presets.shades_classic) : undefined;
  bar?.start(file.content.size, arrived ?? 0);
  try {
    const { sourceFileId, recognised, failure } = await upload.send(address, file, arrived ?? 0, (bytes) => bar?.update(bytes));
    if (sourceFileId === null) throw new CliError(failure?.detail ?? 'The upload is complete but is still being looked at; run the command again in a moment.');
    unfinished.forget(name);
    return { ...(await api.call(`/api/v1/intake/source-files/${sourceFileId}`, SourceFileView)), recognised: recognised ?? false };
  } finally {
    bar?.stop();
  }
}
