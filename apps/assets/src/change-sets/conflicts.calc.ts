import { isDeepStrictEqual } from 'node:util';
import type { FieldError } from '@kairos/http';
import type { Facts } from '../plant-changes/changed-facts.calc.ts';
import type { ProposedChange } from './change-set.entity.ts';

/** The fields of a proposed change that changed since, each with the three values. */
export function conflictsOf({ before, after }: ProposedChange, held: Facts, index: number): FieldError[] {
  return Object.keys(after).flatMap((field) => {
    if (isDeepStrictEqual(held[field] ?? null, before[field] ?? null)) return [];
    const [was, is, wanted] = [before[field], held[field], after[field]].map((value) => JSON.stringify(value ?? null));
    return [{ pointer: `/changes/${index}/facts/${field}`, detail: `held ${was} when this was proposed, holds ${is} now, and was to hold ${wanted}`, code: 'changed-since' }];
  });
}
