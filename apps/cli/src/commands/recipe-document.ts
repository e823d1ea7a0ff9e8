import { readFile } from 'node:fs/promises';
import { CliError } from '../cli.errors.ts';

/** `name`, or `name@version`. */
export function recipeReference(recipe: string): { name: string; version?: number } {
  const [name = '', version] = recipe.split('@');
  return { name, ...(version ? { version: Number(version) } : {}) };
}

/** The JSON document in a file. @throws CliError */
export async function documentIn(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) throw new CliError(`${file} cannot be read.`);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new CliError(`${file} holds no JSON.`);
  }
}
