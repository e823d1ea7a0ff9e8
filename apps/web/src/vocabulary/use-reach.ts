import type { RowScope } from '@kairos/contracts';
import { useTexts } from '../lib/use-texts.ts';
import { accessText } from './access.text.ts';

/** How far a row scope reaches, in words. */
export function useReach(): (rowScope: RowScope) => string {
  const say = useTexts(accessText);
  return ({ plants }) => (plants === 'all' ? say('everyPlant') : say('somePlants', { count: plants.length }));
}
