import { CliError } from '../cli.errors.ts';

/** Says in one sentence what cannot be reached, instead of how that was noticed. */
export async function reach<T>(what: string, attempt: Promise<T>): Promise<T> {
  try {
    return await attempt;
  } catch (error) {
    throw new CliError(`${what} cannot be reached: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** For sentences: where an address points to, without its password. */
export function databaseAt(url: string): string {
  return `The database at ${new URL(url).host}`;
}
