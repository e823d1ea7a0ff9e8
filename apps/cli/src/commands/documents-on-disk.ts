import { readFile } from 'node:fs/promises';
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
