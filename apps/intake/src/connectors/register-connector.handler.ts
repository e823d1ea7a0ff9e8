import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { RegisterConnectorBody } from '@kairos/contracts';
import { ConnectorAddresses } from './connector-addresses.ts';
import { DeliveryLanes } from '../deliveries/delivery-lanes.repository.ts';
import { Connector } from './connector.entity.ts';
import { demandPatterns } from './field-patterns.calc.ts';
import { laneOf } from './lane-of.calc.ts';
import { ConnectorNameTaken } from './connector.errors.ts';
import { ConnectorSecrets } from './connector-secrets.ts';

@Injectable()
export class RegisterConnectorHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly addresses: ConnectorAddresses,
    private readonly secrets: ConnectorSecrets,
    private readonly lanes: DeliveryLanes,
  ) {}

  @Transactional()
  async execute(body: RegisterConnectorBody, actor: Actor): Promise<string> {
    demandPatterns(body.endpoints);
    await this.addresses.demand(body);
    // Two of one name at once take turns.
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 3))', [actor.tenantId]);
    if (await this.em.count(Connector, { name: body.name })) throw new ConnectorNameTaken(body.name);
    const connector = Connector.register(actor, body, this.secrets.seal);
    this.em.persist(connector);
    await this.lanes.keep(laneOf(connector));
    return connector.id;
  }
}
