import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { ChangeConnectorBody } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { ConnectorAddresses } from './connector-addresses.ts';
import { DeliveryLanes } from '../deliveries/delivery-lanes.repository.ts';
import { Connector } from './connector.entity.ts';
import { demandPatterns } from './field-patterns.calc.ts';
import { laneOf } from './lane-of.calc.ts';
import { ConnectorNameTaken, ConnectorNotFound } from './connector.errors.ts';
import { ConnectorSecrets } from './connector-secrets.ts';

type ChangeConnector = { connectorId: string; version: number; body: ChangeConnectorBody };

@Injectable()
export class ChangeConnectorHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly addresses: ConnectorAddresses,
    private readonly secrets: ConnectorSecrets,
    private readonly lanes: DeliveryLanes,
  ) {}

  @Transactional()
  async execute({ connectorId, version, body }: ChangeConnector, actor: Actor): Promise<void> {
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 3))', [actor.tenantId]);
    const connector = await this.em.findOne(Connector, connectorId);
    if (!connector) throw new ConnectorNotFound();
    expectVersion(connector.version, version);
    demandPatterns(body.endpoints);
    await this.addresses.demand(body);
    if (await this.em.count(Connector, { name: body.name, id: { $ne: connectorId } })) throw new ConnectorNameTaken(body.name);
    connector.change(body, this.secrets.seal);
    await this.lanes.keep(laneOf(connector));
  }
}
