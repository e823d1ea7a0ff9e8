import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import { AccessSource, CachedAccessSource } from '@kairos/auth';
import { AccessChanged, ApiKeyChanged, SessionRevoked, TenantChanged, topology, type CloudEvent, type EventData, type ServiceTopology } from '@kairos/contracts';
import { LiveStream, type LiveListener, type LiveMessage } from '@kairos/event-bus';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.ts';
import { ApiKeyTokens } from '../edge/api-key-tokens.ts';
import { TenantLimits } from '../edge/tenant-limits.ts';
import { AccessWatch } from './access-watch.ts';
import { LiveConnection, type LiveCaller, type LiveStart } from './live-connection.ts';
import { LiveConnections } from './live-connections.ts';
import { LiveWindow, type LiveEntry } from './live-window.ts';
import { SseWriter } from './sse-writer.ts';

const streams = Object.values<ServiceTopology>(topology).map(({ stream }) => stream);

/** Passes what all services publish on to whoever is connected and may see it. */
@Injectable()
export class LiveFeed implements LiveListener, OnApplicationBootstrap, OnModuleDestroy {
  private readonly window: LiveWindow;
  private readonly stream: LiveStream;
  private readonly connections: LiveConnections;
  private readonly watch: AccessWatch;
  private readonly unopened = new Set(streams);
  private readonly ready = Promise.withResolvers<void>();

  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    private readonly access: AccessSource,
    private readonly apiKeys: ApiKeyTokens,
    private readonly tenants: TenantLimits,
  ) {
    const reachBackMs = config.LIVE_WINDOW_MINUTES * 60_000;
    const logger = new Logger('live');
    const log = { info: (facts: object, msg: string) => logger.log({ ...facts, msg }), warn: (facts: object, msg: string) => logger.warn({ ...facts, msg }) };
    this.window = new LiveWindow({ events: config.LIVE_WINDOW_EVENTS, bytes: config.LIVE_WINDOW_BYTES, ageMs: reachBackMs });
    this.connections = new LiveConnections({ perUser: config.LIVE_CONNECTIONS_PER_USER, all: config.LIVE_CONNECTIONS });
    this.watch = new AccessWatch(access);
    this.stream = new LiveStream({ servers: config.NATS_URL, user: config.NATS_USER, password: config.NATS_PASSWORD, service: 'gateway' }, { names: streams, reachBackMs }, this, log);
  }

  get connected(): boolean {
    return this.stream.connected;
  }

  onApplicationBootstrap(): void {
    this.stream.start();
  }

  async onModuleDestroy(): Promise<void> {
    for (const connection of this.connections.all()) connection.end('shutting-down');
    await this.stream.stop();
  }

  demandRoom(userId: string): void {
    this.connections.demandRoom(userId);
  }

  /** Takes over a response whose head is written, until either side ends it. */
  connect(caller: LiveCaller, response: ServerResponse, start: LiveStart): void {
    const connection = new LiveConnection(caller, new SseWriter(response, this.config.LIVE_BUFFER_BYTES), this.window);
    this.connections.add(connection);
    const heartbeat = setInterval(() => connection.heartbeat(), this.config.LIVE_HEARTBEAT_MS);
    const recheck = setInterval(() => void this.watch.recheck(connection).then((reason) => reason && connection.end(reason)), this.config.LIVE_RECHECK_MS);
    const expiry = setTimeout(() => connection.end('token-expired'), Math.max(0, caller.claims.exp * 1000 - Date.now()));
    response.once('close', () => {
      for (const timer of [heartbeat, recheck, expiry]) clearTimeout(timer);
      this.connections.remove(connection);
    });
    connection.heartbeat();
    void this.ready.promise.then(() => connection.catchUp(start));
  }

  opened(stream: string, sequence: number): void {
    const wasKnown = this.window.open(stream, sequence);
    if (wasKnown) for (const connection of this.connections.all()) connection.reset();
    this.unopened.delete(stream);
    if (this.unopened.size === 0) this.ready.resolve();
  }

  told({ stream, sequence, events }: LiveMessage): void {
    if (events.length === 0) this.window.pass(stream, sequence);
    for (const [at, event] of events.entries()) this.hears(event, this.window.add({ stream, sequence, isLast: at === events.length - 1 }, event));
  }

  private hears(event: CloudEvent, entry: LiveEntry | undefined): void {
    this.edgeHears(event);
    for (const connection of this.connections.of(event.tenantid)) {
      const reason = this.watch.heard(event, connection);
      if (reason) connection.end(reason);
      else if (entry) connection.offer(entry);
    }
  }

  /** What the edge remembers of sessions, access, keys and plans is over when identity tells otherwise. */
  private edgeHears({ type, tenantid, data }: CloudEvent): void {
    if (this.access instanceof CachedAccessSource) rememberNews(this.access, { type, data });
    if (type === ApiKeyChanged.type) this.apiKeys.forget((data as EventData<typeof ApiKeyChanged>).apiKeyId);
    if (type === TenantChanged.type) this.tenants.heard(tenantid, (data as EventData<typeof TenantChanged>).limits.apiCallsPerHour);
  }
}

function rememberNews(remembered: CachedAccessSource, { type, data }: Pick<CloudEvent, 'type' | 'data'>): void {
  if (type === SessionRevoked.type) remembered.sessionEnded((data as EventData<typeof SessionRevoked>).sessionId);
  if (type === AccessChanged.type) {
    const { membershipId, authzVersion } = data as EventData<typeof AccessChanged>;
    remembered.changed(membershipId, authzVersion);
  }
  if (type === ApiKeyChanged.type) {
    const { apiKeyId, authzVersion } = data as EventData<typeof ApiKeyChanged>;
    remembered.changed(apiKeyId, authzVersion);
  }
}
