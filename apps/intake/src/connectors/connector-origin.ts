import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { DeliveryOrigins, NotSendable, type DeliveryOrigin, type DueDelivery, type OpenOrigin, type PreparedRequest } from '../deliveries/delivery-origins.ts';
import { pauseMs } from '../deliveries/delivery-outcome.calc.ts';
import { ConnectorCredentials } from './connector-credentials.ts';
import { Connector } from './connector.entity.ts';
import { requestOf, RecordNotSendable, type RecordValues } from './request-of.calc.ts';

/** Turns the rows of imports into requests to a connector's endpoints. */
@Injectable()
export class ConnectorOrigin implements DeliveryOrigin, OnModuleInit {
  readonly kind = 'connector';

  constructor(
    private readonly em: EntityManager,
    private readonly origins: DeliveryOrigins,
    private readonly credentials: ConnectorCredentials,
  ) {}

  onModuleInit(): void {
    this.origins.add(this);
  }

  async open(originId: string): Promise<OpenOrigin | undefined> {
    const connector = await this.em.fork().findOne(Connector, originId);
    if (!connector) return undefined;
    const { policy, auth } = connector;
    return {
      timeoutMs: policy.timeoutMs,
      attempts: policy.attempts,
      pauseMs: (failures) => pauseMs(failures, policy),
      prepare: (delivery) => this.prepare(connector, delivery),
      mayKnowUsLater: () => {
        this.credentials.refused(connector);
        return auth.type === 'oauth2-client-credentials';
      },
    };
  }

  private async prepare(connector: Connector, { topic, payload, idempotencyKey }: DueDelivery): Promise<PreparedRequest> {
    const endpoint = connector.endpoints.find(({ name }) => name === topic);
    if (!endpoint) throw new NotSendable(`The connector has no endpoint ${topic} any more.`);
    const { url: address, body } = asSendable(() => requestOf({ baseUrl: connector.baseUrl, endpoint }, payload as RecordValues));
    const { headers, query, secrets } = await this.credentials.of(connector);
    const url = new URL(address);
    for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
    const own = { 'idempotency-key': idempotencyKey, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    return { request: { url, method: endpoint.method, headers: { accept: 'application/json', ...connector.headers, ...own, ...headers }, ...(body === undefined ? {} : { body }) }, secrets };
  }
}

function asSendable<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw error instanceof RecordNotSendable ? new NotSendable(error.message) : error;
  }
}
