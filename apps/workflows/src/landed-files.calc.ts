import { createHash } from 'node:crypto';

/**
 * What differs between files and the list of those that are out: packs and templates are never changed once they landed,
 * because deadlines and workflows name the version they were opened with.
 *
 * @param list lines of `sha256sum`
 * @param texts the files by name
 */
export function differencesFromLanded(list: string, texts: ReadonlyMap<string, string>): string[] {
  const landed = new Map(list.split('\n').filter((line) => line.trim() !== '').map((line) => line.trim().split(/\s+/, 2).reverse() as [string, string]));
  return [
    ...[...texts].flatMap(([file, text]) => {
      if (!landed.has(file)) return [`${file} is not in landed.sha256: add its line with the commit that brings it`];
      return landed.get(file) === createHash('sha256').update(text).digest('hex') ? [] : [`${file} was changed after it landed: make that its next version`];
    }),
    ...[...landed.keys()].filter((file) => !texts.has(file)).map((file) => `${file} landed and is gone`),
  ];
}
