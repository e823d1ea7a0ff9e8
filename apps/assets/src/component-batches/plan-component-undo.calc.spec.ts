import { expect, it } from '@jest/globals';
import type { ComponentHeld } from './components-of-chunk.calc.ts';
import { planComponentUndo, type PlacedComponent, type TouchedComponent } from './plan-component-undo.calc.ts';

const touched = (componentId: string, held: ComponentHeld | null, more: Partial<TouchedComponent> = {}): TouchedComponent => ({
  componentId, plantId: 'P', held, versionBefore: 1, versionAfter: 2, gap: false, code: componentId, plantCode: 'P', version: 2, removed: false, plantDeleted: false, reached: true,
  hasReadings: false, hasMaintenance: false, plantHeld: false, ...more,
});
const placed = (id: string, parentId: string | null): PlacedComponent => ({ id, parentId, standing: true, manufacturer: null, serialNumber: null });

it('gives back from above to below by where components stood before, and takes away from below to above', () => {
  // Before: A > B > C. Now: C > B > A, and NEW > PART below A.
  const now = [placed('C', null), placed('B', 'C'), placed('A', 'B'), placed('NEW', 'A'), placed('PART', 'NEW')];
  const { steps, obstacles } = planComponentUndo([touched('C', { parentId: 'B' }), touched('NEW', null), touched('B', { parentId: 'A' }), touched('PART', null), touched('A', { parentId: null })], now);
  expect([obstacles, steps.map(({ componentId }) => componentId)]).toEqual([[], ['A', 'B', 'C', 'PART', 'NEW']]);
});

it('gives nothing back to below a component that goes with the import', () => {
  const { steps, obstacles } = planComponentUndo([touched('NEW', null), touched('A', { parentId: 'NEW' })], [placed('NEW', null), placed('A', null)]);
  expect([steps, obstacles.map(({ recordId, code }) => [recordId, code])]).toEqual([[], [['NEW', 'in-use'], ['A', 'changed-since']]]);
});
