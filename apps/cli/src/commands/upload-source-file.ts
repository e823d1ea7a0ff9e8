import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { UploadedSourceFile } from '@kairos/contracts';
import { CliError } from '../cli.errors.ts';
import type { Context } from '../context.ts';

/** Brings a file in, whole. A file that was stored before is recognised by its bytes. */
export async function uploadSourceFile(api: Context['api'], file: string): Promise<UploadedSourceFile> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) throw new CliError(`${file} is not a file.`);
  return api.call('/api/v1/intake/source-files', UploadedSourceFile, {
    method: 'POST',
    query: { fileName: basename(file) },
    headers: { 'content-type': 'text/csv' },
    file: await openAsBlob(file, { type: 'text/csv' }),
  });
}
