import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import { registryCardFacts, type ReplaceRegistryCardBody } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { PlantRepository } from '../plants/plant.repository.ts';
import { RegistryCard } from './registry-card.entity.ts';
import { RegistryCardRepository } from './registry-card.repository.ts';

@Injectable()
export class ReplaceRegistryCardHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly plants: PlantRepository,
    private readonly cards: RegistryCardRepository,
  ) {}

  /** @param expectedVersion 0 for a card that nobody has filled in */
  @Transactional()
  async execute(plantId: string, body: ReplaceRegistryCardBody, expectedVersion: number, actor: Actor): Promise<void> {
    const plant = await this.plants.hold(plantId, actor);
    const card = await this.cards.find(plant.id);
    expectVersion(card?.version ?? 0, expectedVersion);
    const { reason: _told, ...facts } = body;
    const empty = Object.fromEntries(Object.keys(registryCardFacts).map((field) => [field, null]));
    this.cards.change(card ?? RegistryCard.of(plant), { ...empty, ...facts }, actor.userId);
  }
}
