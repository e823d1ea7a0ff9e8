import type { Actor } from './actor.ts';
import { refusalOf } from './refusal.ts';
import { stepUpLastsSeconds } from './require-step-up.decorator.ts';

/**
 * As `@InPerson()` and `@RequireStepUp()` on a route, for what asks for a recent proof by what its body says.
 *
 * @returns when the caller last proved who they are
 * @throws 403 `only-in-person` for a key or a service in their name, 401 `step-up-required` when it is longer ago than five minutes
 */
export function demandRecentProof({ actingService, apiKeyId, provedAt }: Pick<Actor, 'actingService' | 'apiKeyId' | 'provedAt'>): Date {
  demandInPerson({ actingService, ...(apiKeyId ? { apiKeyId } : {}) });
  if (!provedAt || Date.now() - provedAt.getTime() > stepUpLastsSeconds * 1000) throw refusalOf({ allowed: false, rule: 'step-up-required' }, '');
  return provedAt;
}

/** @throws 403 `only-in-person` for a key or a service in somebody's name */
export function demandInPerson({ actingService, apiKeyId }: Pick<Actor, 'actingService' | 'apiKeyId'>): void {
  if (actingService !== null || apiKeyId !== undefined) throw refusalOf({ allowed: false, rule: 'only-in-person' }, '');
}
