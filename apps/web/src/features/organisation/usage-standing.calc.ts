import type { UsageView } from '@kairos/contracts';

export type Standing = 'free' | 'near' | 'full';
/** From here on somebody should think of it. */
const nearFrom = 0.8;

/** How far something is used, from 0 to 1, and whether there is room; nothing is used up where there is no limit. */
export function standingOf({ used, most }: Pick<UsageView['items'][number], 'used' | 'most'>): { share: number; standing: Standing } {
  if (most === null) return { share: 0, standing: 'free' };
  const share = most === 0 ? 1 : Math.min(1, used / most);
  return { share, standing: used >= most ? 'full' : share >= nearFrom ? 'near' : 'free' };
}
