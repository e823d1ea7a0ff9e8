export type Piece = { bytes: number; bytesPerSecond: number | undefined };

const mebi = 1024 * 1024;
const smallest = mebi / 2;
const largest = 32 * mebi;
const wantedMs = 1500;
/** How much the last piece counts against those before it. */
const weight = 0.4;

/** How large the next piece of an upload is: about as much as passes in a second and a half, so that a broken line costs little and its progress can be seen. */
export function nextPiece(before: Piece | undefined, sentBytes: number, tookMs: number): Piece {
  if (!before || sentBytes === 0 || tookMs <= 0) return before ?? { bytes: smallest, bytesPerSecond: undefined };
  const rate = (sentBytes / tookMs) * 1000;
  const bytesPerSecond = before.bytesPerSecond === undefined ? rate : before.bytesPerSecond * (1 - weight) + rate * weight;
  const fitting = (bytesPerSecond * wantedMs) / 1000;
  return { bytes: Math.round(Math.min(largest, before.bytes * 4, Math.max(smallest, fitting))), bytesPerSecond };
}
