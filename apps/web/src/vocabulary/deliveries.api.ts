import { call } from '../lib/session.ts';
import type { DeliveriesChanged, DeliveriesReplayed } from '@kairos/contracts';

/** Whose deliveries: those of one connector, webhook endpoint or import. */
export type Whose = { connectorId: string } | { webhookEndpointId: string } | { importJobId: string };

/** Sends the dead ones again, as many as there are; the API takes ten thousand at a time. */
export async function replayDead(whose: Whose): Promise<number> {
  let deliveries = 0;
  for (let after: string | undefined; ; ) {
    const done = await call<DeliveriesReplayed>({ method: 'POST', path: '/intake/deliveries/replay', body: { ...whose, ...(after === undefined ? {} : { after }) } });
    deliveries += done.deliveries;
    if (done.next === null) return deliveries;
    after = done.next;
  }
}

export const giveUpPending = async (whose: Whose): Promise<number> => (await call<DeliveriesChanged>({ method: 'POST', path: '/intake/deliveries/cancel', body: whose })).deliveries;
