import { defineEntity, p, type RequiredEntityData } from '@mikro-orm/core';
import type { ConnectorAuth, ConnectorEndpoint, ConnectorKind, DeliveryPolicy, RegisterConnectorBody } from '@kairos/contracts';
import { v7 as newId } from 'uuid';
import { isWithin } from '../outbound-path.calc.ts';
import { ConnectorSecretNeeded, ConnectorSecretNotTaken, EndpointNamedTwice, TooManyEndpoints } from './connector.errors.ts';

const ConnectorSchema = defineEntity({
  name: 'Connector',
  tableName: 'connector',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    name: p.string(),
    title: p.string(),
    kind: p.string().$type<ConnectorKind>(),
    baseUrl: p.string(),
    headers: p.json<Record<string, string>>(),
    auth: p.json<ConnectorAuth>(),
    sealedSecret: p.string().nullable().hidden(),
    secretSetAt: p.datetime().nullable(),
    endpoints: p.json<ConnectorEndpoint[]>(),
    policy: p.json<DeliveryPolicy>(),
    active: p.boolean(),
    createdByUserId: p.uuid(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
    version: p.integer().version(),
  },
});

const mostEndpoints = 100;

type Described = Omit<RegisterConnectorBody, 'secret'>;
/** Seals a secret for the connector of this id. */
export type Seal = (secret: string, connectorId: string) => string;

/** Somebody else's API: where it is, how we show who we are, what its endpoints take, and how patient we are with it. */
export class Connector extends ConnectorSchema.class {
  static register(by: { tenantId: string; userId: string }, { secret, ...described }: RegisterConnectorBody, seal: Seal): Connector {
    const now = new Date();
    const id = newId();
    demandFitting(described.auth, secret !== undefined, secret !== undefined);
    return Object.assign(new Connector(), {
      id, tenantId: by.tenantId, ...described, sealedSecret: secret === undefined ? null : seal(secret, id), secretSetAt: secret === undefined ? null : now, active: true,
      createdByUserId: by.userId, createdAt: now, updatedAt: now, version: 1,
    } satisfies RequiredEntityData<Connector>);
  }

  /** @throws ConnectorSecretNeeded when the stored secret would be shown elsewhere than it was given for */
  change({ secret, ...described }: RegisterConnectorBody, seal: Seal): void {
    const needed = described.auth.type !== 'none';
    const stays = this.sealedSecret !== null && secret === undefined && needed;
    if (stays && (placeOf(this) !== placeOf(described) || !isWithin(this.baseUrl, described.baseUrl))) throw new ConnectorSecretNeeded();
    demandFitting(described.auth, stays || secret !== undefined, secret !== undefined);
    const now = new Date();
    Object.assign(this, described, { updatedAt: now });
    if (secret !== undefined) Object.assign(this, { sealedSecret: seal(secret, this.id), secretSetAt: now });
    else if (!needed) Object.assign(this, { sealedSecret: null, secretSetAt: null });
  }

  /** @throws EndpointNamedTwice, TooManyEndpoints */
  fill(endpoints: readonly ConnectorEndpoint[]): void {
    const names = new Set(endpoints.map(({ name }) => name));
    if (names.size < endpoints.length) throw new EndpointNamedTwice();
    const all = [...this.endpoints.filter(({ name }) => !names.has(name)), ...endpoints];
    if (all.length > mostEndpoints) throw new TooManyEndpoints(mostEndpoints);
    Object.assign(this, { endpoints: all, updatedAt: new Date() });
  }

  activate(): void {
    Object.assign(this, { active: true, updatedAt: new Date() });
  }

  /** What waits to be delivered goes on waiting. */
  deactivate(): void {
    Object.assign(this, { active: false, updatedAt: new Date() });
  }
}
ConnectorSchema.setClass(Connector);

/** What the secret of a connector is sealed for. */
export const connectorSecretPurpose = (connectorId: string): string => `secret of connector ${connectorId}`;

function demandFitting(auth: ConnectorAuth, present: boolean, told: boolean): void {
  if (auth.type === 'none') {
    if (told) throw new ConnectorSecretNotTaken();
  } else if (!present) throw new ConnectorSecretNeeded();
}

/** Everything that decides who sees the secret, and as what. */
function placeOf({ baseUrl, auth }: Pick<Described, 'baseUrl' | 'auth'>): string {
  return JSON.stringify([new URL(baseUrl).origin, auth.type, ...(auth.type === 'oauth2-client-credentials' ? [auth.tokenUrl, auth.clientId] : [])]);
}
