/** What an endpoint can be told of, from the widest: everything, all of a service or of a kind of record, single events. */
export function eventPatterns(types: readonly string[]): { services: string[]; kinds: string[]; types: string[] } {
  const beginnings = (parts: number) => [...new Set(types.map((type) => `${type.split('.').slice(0, parts).join('.')}.*`))].sort();
  return { services: beginnings(1), kinds: beginnings(2), types: [...types].sort() };
}
