import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { expectVersion } from '@kairos/http';
import { DeliveryLanes } from '../deliveries/delivery-lanes.repository.ts';
import { Connector } from './connector.entity.ts';
import { laneOf } from './lane-of.calc.ts';
import { ConnectorNotFound } from './connector.errors.ts';

type SwitchConnector = { connectorId: string; version: number; active: boolean };

/** Switches a connector on or off. */
@Injectable()
export class SwitchConnectorHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly lanes: DeliveryLanes,
  ) {}

  @Transactional()
  async execute({ connectorId, version, active }: SwitchConnector): Promise<void> {
    const connector = await this.em.findOne(Connector, connectorId);
    if (!connector) throw new ConnectorNotFound();
    expectVersion(connector.version, version);
    if (active) connector.activate();
    else connector.deactivate();
    await this.lanes.keep(laneOf(connector));
  }
}
