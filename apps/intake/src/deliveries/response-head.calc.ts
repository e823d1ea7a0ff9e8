/** As much of an answer as its log keeps. */
export const keptBytes = 4096;

/** The beginning of an answer as text that Postgres can hold, without what must stand in no log. */
export function responseHead(body: Buffer, secrets: readonly string[]): string | null {
  if (body.length === 0) return null;
  // Secrets go first: a cut must not leave the half of one that nobody finds any more.
  return withoutSecrets(body.toString('utf8').replaceAll('\0', '␀').toWellFormed(), secrets).slice(0, keptBytes);
}

export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return [...secrets].filter((secret) => secret.length > 0).sort((a, b) => b.length - a.length).reduce((left, secret) => left.replaceAll(secret, '•••'), text);
}
