import { Module } from '@nestjs/common';
import { PlantsModule } from '../plants/plants.module.ts';
import { RegistryCardRepository } from './registry-card.repository.ts';
import { RegistryCardSnapshots } from './registry-card-snapshots.job.ts';
import { RegistryCardsController } from './registry-cards.controller.ts';
import { RegistryCardsQueries } from './registry-cards.queries.ts';
import { ReplaceRegistryCardHandler } from './replace-registry-card.handler.ts';

@Module({
  imports: [PlantsModule],
  controllers: [RegistryCardsController],
  providers: [RegistryCardRepository, RegistryCardSnapshots, RegistryCardsQueries, ReplaceRegistryCardHandler],
  exports: [RegistryCardRepository],
})
export class RegistryCardsModule {}
