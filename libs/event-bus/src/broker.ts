import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { jetstream, type JetStreamClient } from '@nats-io/jetstream';
import type { Log } from './log.ts';

/** The default of NATS, which the largest events come near. */
const neededPayloadBytes = 1_048_576;

export type BrokerOptions = { servers: string; user: string; password: string; service: string };

/**
 * The service's one connection to NATS. It connects in the background and for ever: a broker that is away never
 * stops a service from starting or a write from succeeding.
 */
export class Broker {
  private connection: NatsConnection | undefined;
  private readonly opening: Promise<NatsConnection | undefined>;
  private online = false;
  private readonly stopping = new AbortController();

  constructor(options: BrokerOptions, private readonly log: Log) {
    this.opening = this.open(options);
    void this.opening.then((connection) => connection && this.watch(connection));
  }

  /** Whether the connection stands at this moment. */
  get connected(): boolean {
    return this.online;
  }

  /** Resolves once the broker has been reached for the first time; undefined when the service stopped before. */
  async client(): Promise<JetStreamClient | undefined> {
    const connection = await this.opening;
    return connection && jetstream(connection, { timeout: 5000 });
  }

  /** Reaches the server and back; false when that takes over a second. */
  async responds(): Promise<boolean> {
    if (!this.connection || !this.online) return false;
    const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), 1000).unref());
    return Promise.race([this.connection.rtt().then(() => true, () => false), late]);
  }

  /** Ends the attempts to reach a broker that was never there; a standing connection stays. */
  stopConnecting(): void {
    this.stopping.abort();
  }

  async close(): Promise<void> {
    this.stopConnecting();
    await (await this.opening)?.close();
  }

  private async open(options: BrokerOptions): Promise<NatsConnection | undefined> {
    while (!this.stopping.signal.aborted) {
      try {
        return await connect({
          servers: options.servers,
          user: options.user,
          pass: options.password,
          name: options.service,
          inboxPrefix: `_INBOX.${options.service}`,
          maxReconnectAttempts: -1,
          reconnectTimeWait: 250,
          ignoreAuthErrorAbort: true,
          // A stack trace for every publish in case it fails costs as much as the publish.
          noAsyncTraces: true,
        });
      } catch (error) {
        this.log.warn({ err: error }, 'NATS cannot be reached yet');
        await sleep(500, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
    return undefined;
  }

  private async watch(connection: NatsConnection): Promise<void> {
    this.connection = connection;
    this.online = true;
    this.log.info({}, 'NATS connected');
    const { max_payload: accepts = 0 } = connection.info ?? {};
    if (accepts < neededPayloadBytes) this.log.warn({ accepts, needs: neededPayloadBytes }, 'NATS is set to refuse large messages: raise its max_payload, or events will not be published');
    for await (const status of connection.status()) {
      if (status.type === 'disconnect') this.online = false;
      if (status.type === 'reconnect') this.online = true;
      if (status.type === 'disconnect' || status.type === 'reconnect') this.log.warn({ broker: status.type }, 'NATS connection changed');
      if (status.type === 'error') this.log.warn({ broker: String(status.error) }, 'NATS refused an operation');
    }
    this.online = false;
  }
}
