/** To which place of a chart a key leads; nothing for keys that are not its own. */
export function stepTo(key: string, at: number | undefined, count: number): number | undefined {
  if (count === 0) return undefined;
  const last = count - 1;
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  if (key === 'ArrowRight') return at === undefined ? 0 : Math.min(at + 1, last);
  if (key === 'ArrowLeft') return at === undefined ? last : Math.max(at - 1, 0);
  return undefined;
}
