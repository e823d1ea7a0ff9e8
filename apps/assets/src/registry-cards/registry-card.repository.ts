import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { RegistryCard } from './registry-card.entity.ts';

@Injectable()
export class RegistryCardRepository {
  constructor(private readonly em: EntityManager) {}

  find(plantId: string): Promise<RegistryCard | null> {
    return this.em.findOne(RegistryCard, { plantId });
  }

  /** The card of a plant that is held, or an empty one that is stored when something is written on it. */
  async findOrBegin(plant: { id: string; tenantId: string }): Promise<RegistryCard> {
    return (await this.find(plant.id)) ?? RegistryCard.of(plant);
  }

  /** Writes on a card, and stores it where it is new. */
  change(card: RegistryCard, given: Record<string, unknown>, updatedBy: string | null): string[] {
    const changedFields = card.change(given, updatedBy);
    if (changedFields.length > 0) this.em.persist(card);
    return changedFields;
  }
}
