/** How much the newest measurement counts beside what was known before. */
const weight = 0.4;

/** Rows per second, smoothed so that one slow chunk does not make the rest of the job look slow. */
export function rateOf(rows: number, passedMs: number, before: number | null): number {
  const now = passedMs > 0 ? (rows * 1000) / passedMs : 0;
  return round(before === null ? now : before * (1 - weight) + now * weight);
}

/** When a job should be done, from the rows read so far and the bytes they took; null while there is nothing to go by. */
export function secondsLeft({ rowsRead, bytesRead, bytesTotal, rowsPerSecond }: { rowsRead: number; bytesRead: number; bytesTotal: number; rowsPerSecond: number | null }): number | null {
  if (!rowsPerSecond || rowsRead === 0 || bytesRead === 0) return null;
  const rowsLeft = (Math.max(0, bytesTotal - bytesRead) * rowsRead) / bytesRead;
  return Math.ceil(rowsLeft / rowsPerSecond);
}

function round(rate: number): number {
  return Math.round(rate * 10) / 10;
}
