/** In milliseconds: of so much age one use makes up for. */
const ageOfOneUse = 10 * 86_400_000;

/**
 * Uses less a tenth for each whole day of age, to a tenth: what was used 10 times in 20 days has 8.
 *
 * @param publishedAt instant in ISO 8601
 */
export function popularityOf(uses: number, publishedAt: string, now: Date): number {
  const days = Math.floor((now.getTime() - Date.parse(publishedAt)) / 86_400_000);
  return Math.round(uses * 10 - days) / 10;
}

/** Puts templates in the order of their popularity at any moment, since all of them grow old alike. */
export function popularityRank(uses: number, publishedAt: string): number {
  return uses + Date.parse(publishedAt) / ageOfOneUse;
}
