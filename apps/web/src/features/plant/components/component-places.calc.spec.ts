import { expect, it } from '@jest/globals';
import type { ComponentNode } from '@kairos/contracts';
import { placesIn } from './component-places.calc.ts';

const node = (id: string, components: ComponentNode[] = []) => ({ id, code: id.toUpperCase(), name: `name ${id}`, kind: 'other', ratedPowerKw: null, components }) as ComponentNode;

it('offers every place but those within the component itself', () => {
  const tree = [node('a', [node('b', [node('c')]), node('d')]), node('e')];
  expect(placesIn(tree).map(({ label }) => label)).toEqual(['name a (A)', 'name a › name b (B)', 'name a › name b › name c (C)', 'name a › name d (D)', 'name e (E)']);
  expect(placesIn(tree, 'b').map(({ id }) => id)).toEqual(['a', 'd', 'e']);
});
