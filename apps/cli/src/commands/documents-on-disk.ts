import { open, readFile, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CliError } from '../cli.errors.ts';

/** The text of a file. @throws CliError */
export async function textIn(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) throw new CliError(`${file} cannot be read.`);
  return text;
}

/** The object that a file holds as JSON. @throws CliError */
export async function jsonIn(file: string): Promise<Record<string, unknown>> {
  const text = await textIn(file);
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Told below, like JSON that is no object.
  }
  throw new CliError(`${file} holds no object of JSON.`);
}

/**
 * Saves what the server sends as a file that is not there yet; a part of it is no file.
 *
 * @returns how many bytes it has
 * @throws CliError
 */
export async function saveAs({ body }: Response, target: string): Promise<number> {
  if (!body) throw new CliError('The server sent nothing.');
  const file = await open(target, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw new CliError(error.code === 'EEXIST' ? `${target} is there already; name another file.` : `${target} cannot be written: ${error.message}`);
  });
  try {
    const stream = file.createWriteStream();
    await pipeline(Readable.fromWeb(body as never), stream);
    return stream.bytesWritten;
  } catch (error) {
    await rm(target, { force: true });
    throw new CliError(`${target} did not arrive in full: ${(error as Error).message}`);
  } finally {
    await file.close().catch(() => undefined);
  }
}
