import { DomainError } from '@kairos/http';
import type { Actor } from './actor.ts';

/** For what a service carries out in the name of a user, after checks that a caller by hand would go past. @throws DomainError `only-by-service` */
export function demandActingService({ actingService }: Pick<Actor, 'actingService'>, service: string): void {
  if (actingService !== service) throw new DomainError('forbidden', 'only-by-service', `Only ${service} does this, in the name of whoever asked it to. Ask ${service}.`);
}
