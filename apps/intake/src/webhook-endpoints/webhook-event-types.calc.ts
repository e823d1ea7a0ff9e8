import { may, type Actor } from '@kairos/auth';
import { catalogue, matchesEventType, type EventDefinition, type Permission, type ServiceName, type WebhookEventTypes } from '@kairos/contracts';

/** The events that somebody outside can be told of: those that people see too. */
export const tellable: readonly EventDefinition[] = catalogue.filter(({ visibility }) => visibility !== undefined);

export function tellableBy(service: ServiceName): EventDefinition[] {
  return tellable.filter(({ name }) => name.startsWith(`${service}.`));
}

export function eventTypesFor(actor: Pick<Actor, 'permissions'>): WebhookEventTypes {
  return { items: tellable.flatMap(({ type, summary, visibility }) => (visibility && may(actor, visibility.permission as Permission) ? [{ type, summary, permission: visibility.permission }] : [])) };
}

/** The places of patterns that stand for no event that this caller may see. */
export function beyondReach(patterns: readonly string[], actor: Pick<Actor, 'permissions'>): number[] {
  const types = eventTypesFor(actor).items.map(({ type }) => type);
  return patterns.flatMap((pattern, index) => (types.some((type) => matchesEventType(pattern, type)) ? [] : [index]));
}
