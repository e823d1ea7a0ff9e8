import type { CrashPointName } from './crash-point.ts';
import type { Log } from './log.ts';
import type { RelayOptions } from './outbox.relay.ts';

export type EventBusOptions = {
  service: string;
  broker: { servers: string; user: string; password: string };
  relayUrl: string;
  listenUrl: string | undefined;
  log: Log;
  crashAt: CrashPointName | undefined;
  beat?: RelayOptions['beat'];
};
export const EVENT_BUS_OPTIONS = Symbol('EVENT_BUS_OPTIONS');
