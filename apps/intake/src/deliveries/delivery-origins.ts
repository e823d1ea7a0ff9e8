import { Injectable } from '@nestjs/common';
import type { OutboundRequest } from '@kairos/http';
import type { SendResult } from './delivery-outcome.calc.ts';

export const deliveryOrigins = ['connector', 'webhook'] as const;
export type OriginKind = (typeof deliveryOrigins)[number];

/** A delivery that a worker has the turn of. */
export type DueDelivery = { id: string; topic: string; eventId: string | null; idempotencyKey: string; payload: unknown; attempts: number; createdAt: string };

/** What goes out for one delivery; `secrets` is whatever of it must stand in no log. */
export type PreparedRequest = { request: OutboundRequest; secrets: readonly string[] };

/** One connector or webhook endpoint, ready to be sent to. */
export type OpenOrigin = {
  timeoutMs: number;
  /** How often a delivery is sent at most, and how long it rests after so many failures. */
  attempts: number;
  pauseMs: (failures: number) => number;
  /** @throws NotSendable for what cannot be sent whatever happens; anything else is tried again */
  prepare(delivery: DueDelivery): Promise<PreparedRequest>;
  /** Whether an answer of 401 may be better the next time, with another token. */
  mayKnowUsLater?(): boolean;
};

/** Where deliveries come from and go to. Connectors and webhook endpoints are one each; what sends is the same. */
export interface DeliveryOrigin {
  readonly kind: OriginKind;
  /** Runs as the tenant. Undefined: there is nothing of this id any more. */
  open(originId: string): Promise<OpenOrigin | undefined>;
  /** In the transaction that stores what became of deliveries. */
  learn?(originId: string, results: readonly SendResult[]): Promise<void>;
}

/** It cannot be sent, and that is nobody's fault on the other side. */
export class NotSendable extends Error {
  override readonly name: string = 'NotSendable';
}

/** The kinds of origin there are, each made known by its own module. */
@Injectable()
export class DeliveryOrigins {
  private readonly known = new Map<OriginKind, DeliveryOrigin>();

  add(origin: DeliveryOrigin): void {
    this.known.set(origin.kind, origin);
  }

  of(kind: OriginKind): DeliveryOrigin {
    const origin = this.known.get(kind);
    if (!origin) throw new Error(`Nobody prepares deliveries of a ${kind}.`);
    return origin;
  }
}
