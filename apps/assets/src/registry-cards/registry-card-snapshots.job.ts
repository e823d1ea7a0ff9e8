import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { RegistryCardSnapshot } from '@kairos/contracts';
import { record } from '@kairos/event-bus';
import { Snapshots, type SnapshotPage, type SnapshotSource } from '@kairos/service-kit';
import { RegistryCard } from './registry-card.entity.ts';

@Injectable()
@Snapshots('assets.registry-card')
export class RegistryCardSnapshots implements SnapshotSource {
  constructor(private readonly em: EntityManager) {}

  async recordPage({ where, options }: SnapshotPage): Promise<RegistryCard[]> {
    const cards = await this.em.find(RegistryCard, where, options);
    for (const card of cards) record(card, RegistryCardSnapshot, card.whole());
    return cards;
  }
}
