/** `2026-01` to `2026-12`, both included. */
export type Months = { from: string; to: string };

/** Months before are not known by name. */
const firstYear = 1900;
/** How far back one looks where nobody knows since when a plant is there. */
const usualYears = 10;

/** The months of a year, but none that has not begun. */
export function monthsOfYear(year: number, thisMonth: string): Months {
  const last = `${year}-12`;
  return { from: `${year}-01`, to: last > thisMonth && thisMonth.startsWith(`${year}-`) ? thisMonth : last };
}

/** The years that a plant has to show, the newest first: since it was commissioned, and whichever is looked at. */
export function yearsToShow(thisMonth: string, since: number | null, chosen: number | undefined): number[] {
  const now = Number(thisMonth.slice(0, 4));
  const first = Math.min(Math.max(since ?? now - usualYears, firstYear), now);
  const years = Array.from({ length: now - first + 1 }, (_, at) => now - at);
  return chosen === undefined || years.includes(chosen) ? years : [...years, chosen].sort((one, other) => other - one);
}
