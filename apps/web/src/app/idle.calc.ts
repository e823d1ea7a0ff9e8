/** How long before the end one is warned: two minutes, or a fifth of a short while. */
const warnsMs = 120_000;
const warnsShare = 0.2;

export type Idleness = { state: 'busy' } | { state: 'warned'; leftMs: number } | { state: 'over' };

/** How whoever did something last at an instant stands now, when a session may lie unused for so long. */
export function idleness(lastActiveAt: number, limitMs: number, now: number): Idleness {
  const leftMs = lastActiveAt + limitMs - now;
  if (leftMs <= 0) return { state: 'over' };
  return leftMs <= Math.min(warnsMs, limitMs * warnsShare) ? { state: 'warned', leftMs } : { state: 'busy' };
}
