import { open, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CliError } from '../cli.errors.ts';

/**
 * Writes the body of an answer to a file that is not there yet: all of it, or no file is left.
 *
 * @throws CliError when the file is there, cannot be written, or the answer breaks off
 */
export async function saveAnswer(target: string, response: Response): Promise<void> {
  if (!response.body) throw new CliError('The server sent nothing.');
  const file = await open(target, 'wx', 0o600).catch(async (error: NodeJS.ErrnoException) => {
    await response.body?.cancel();
    throw new CliError(error.code === 'EEXIST' ? `${target} is there already; name another file.` : `${target} cannot be written: ${error.message}`);
  });
  try {
    await pipeline(Readable.fromWeb(response.body as never), file.createWriteStream());
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(target, { force: true });
    throw new CliError(`The file did not arrive in full: ${(error as Error).message}`);
  }
}

/** The name under which the server would have an answer saved, without any folder. */
export function nameOfAnswer(response: Response): string | undefined {
  const header = response.headers.get('content-disposition') ?? '';
  const full = /filename\*=UTF-8''([^;]+)/i.exec(header)?.[1];
  const name = full === undefined ? /filename="([^"]+)"/i.exec(header)?.[1] : decoded(full);
  return name === undefined ? undefined : basename(name.replaceAll('\\', '/')) || undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
