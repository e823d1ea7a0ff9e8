import type { ComponentNode } from '@kairos/contracts';

export type Place = { id: string; label: string };

/** Where a component may stand: in each one of the tree, except in itself and in what is part of it. */
export function placesIn(nodes: readonly ComponentNode[], except?: string, above: readonly string[] = []): Place[] {
  return nodes.filter(({ id }) => id !== except).flatMap(({ id, code, name, components }) => [
    { id, label: [...above, `${name} (${code})`].join(' › ') },
    ...placesIn(components, except, [...above, name]),
  ]);
}
