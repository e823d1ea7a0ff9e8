import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { ConnectorEndpoint } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { Connector } from './connector.entity.ts';
import { ConnectorNotFound } from './connector.errors.ts';
import { demandPatterns } from './field-patterns.calc.ts';

type FillConnector = { connectorId: string; version: number; endpoints: readonly ConnectorEndpoint[] };

/** Gives a connector more endpoints, in place of those it has under the same names. */
@Injectable()
export class FillConnectorHandler {
  constructor(private readonly em: EntityManager) {}

  /** @throws ConnectorNotFound, TooManyEndpoints, EndpointNamedTwice, FieldPatternRefused */
  @Transactional()
  async execute({ connectorId, version, endpoints }: FillConnector): Promise<void> {
    const connector = await this.em.findOne(Connector, connectorId);
    if (!connector) throw new ConnectorNotFound();
    expectVersion(connector.version, version);
    demandPatterns(endpoints);
    connector.fill(endpoints);
  }
}
