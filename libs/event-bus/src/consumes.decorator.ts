import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import type { EventDefinition, EventOf } from '@kairos/contracts';

export const CONSUMES = 'kairos:consumes';
export type Subscription = { durable: string; definitions: EventDefinition[] };

/**
 * What a class with `@Consumes` is. `handle` runs inside one transaction per tenant and batch, with the tenant's
 * entity manager ambient; a throw rolls that transaction back and the event is tried again.
 */
export interface EventConsumer<E extends EventDefinition = EventDefinition> {
  handle(event: EventOf<E>): Promise<void>;
  /**
   * Given instead of `handle` the events of one transaction, in their order, for a consumer that reads for many at once what it would read
   * for each. Where it throws each event is given to it alone.
   */
  handleAll?(events: readonly EventOf<E>[]): Promise<void>;
  /**
   * Asked, with the tenant's entity manager ambient, before the events of a tenant are read: those of a tenant for whom nothing would come of
   * them are let pass. Without it all are handled.
   */
  wants?(): Promise<boolean>;
  /** The publisher's sign that everything before `beatAt` has been published. Runs outside any tenant. */
  beat?(beatAt: Date): Promise<void>;
}

/**
 * Subscribes an injectable class to events through one durable of the topology; `{service}` in the name stands for the
 * service it runs in. Events it does not name are skipped.
 */
export function Consumes(durable: string, ...definitions: EventDefinition[]): CustomDecorator {
  return SetMetadata(CONSUMES, { durable, definitions } satisfies Subscription);
}
