import { OPEN_TO_API_KEYS, IN_PERSON } from './api-keys.decorator.ts';
import { CHANGES_NOTHING } from './changes-nothing.decorator.ts';
import type { Through, Wanted } from './decide.ts';
import { OWN_PROOF } from './own-proof.decorator.ts';
import { PERMISSION } from './require-permission.decorator.ts';
import { STEP_UP } from './require-step-up.decorator.ts';

/** What the decorators of a route ask of its callers. */
export type RouteWants = Omit<Wanted, 'resource' | 'changes'> & { changesNothing: boolean };

const known = new WeakMap<object, RouteWants>();

/**
 * What a route asks, read once. Undefined for one that declares no permission.
 *
 * A key stands for a part of its owner's work, never for the owner's account: what is `own-account` is closed to keys unless it says
 * otherwise. What is in person is closed to services in a user's name too.
 */
export function wantsOf(handler: object): RouteWants | undefined {
  const read = known.get(handler);
  if (read) return read;
  const says = (name: string) => Reflect.getMetadata(name, handler) as unknown;
  const permission = says(PERMISSION) as Wanted['permission'] | undefined;
  if (!permission) return undefined;
  const closedTo: Through[] = says(IN_PERSON) ? ['api-key', 'service'] : permission === 'own-account' && !says(OPEN_TO_API_KEYS) ? ['api-key'] : [];
  const wants = { permission, closedTo, ownProof: says(OWN_PROOF) === true, stepUp: says(STEP_UP) === true, changesNothing: says(CHANGES_NOTHING) !== undefined };
  known.set(handler, wants);
  return wants;
}
