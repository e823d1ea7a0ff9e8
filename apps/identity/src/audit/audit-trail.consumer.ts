import { Injectable, type Type } from '@nestjs/common';
import { AuditRecorded, topology, type EventOf } from '@kairos/contracts';
import { Consumes, type EventConsumer } from '@kairos/event-bus';
import { AuditChainRepository } from './audit-chain.repository.ts';

/** One consumer per service, because a durable follows one stream. All of them store alike. */
export const auditTrailConsumers: Type<EventConsumer>[] = topology.identity.durables
  .filter(({ filter }) => filter.endsWith('.audit.recorded.v1')).map(({ name }) => auditTrailOf(name));

function auditTrailOf(durable: string): Type<EventConsumer> {
  @Injectable()
  @Consumes(durable, AuditRecorded)
  class AuditTrailConsumer implements EventConsumer<typeof AuditRecorded> {
    constructor(private readonly chain: AuditChainRepository) {}

    async handle({ id, data }: EventOf<typeof AuditRecorded>): Promise<void> {
      await this.chain.append(id, data);
    }
  }
  return AuditTrailConsumer;
}
