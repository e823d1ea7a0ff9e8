import type { Check } from './check.ts';

const absent = (name: string, what: string): Check => ({ name, run: async () => ({ notPresent: what }) });

/** Invariants of things this version does not have: said, so that nobody takes silence for health. */
export const notPresentYet: Check[] = [
  absent('totals are conserved: activities = rollups = report', 'carbon accounting'),
  absent('every kgCO2e follows from quantity, conversion and factor', 'carbon accounting'),
  absent("a node's status is a function of its last heartbeat", 'the fleet'),
];
