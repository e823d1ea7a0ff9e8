import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repository } from '../stack/home.ts';

/** Generated texts by their path in the repository. */
export type Files = Map<string, string>;

export function pretty(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The paths whose content on disk is not what it should be. */
export function outdated(files: Files): string[] {
  return [...files].filter(([path, text]) => !existsSync(join(repository, path)) || readFileSync(join(repository, path), 'utf8') !== text).map(([path]) => path);
}

export function write(files: Files): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(repository, path)), { recursive: true });
    writeFileSync(join(repository, path), text);
  }
}
