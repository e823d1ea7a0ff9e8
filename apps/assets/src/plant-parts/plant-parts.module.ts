import { Module } from '@nestjs/common';
import { AuthorityRecordsModule } from '../authority-records/authority-records.module.ts';
import { RegistryCardsModule } from '../registry-cards/registry-cards.module.ts';
import { PlantParts } from './plant-parts.repository.ts';

@Module({ imports: [AuthorityRecordsModule, RegistryCardsModule], providers: [PlantParts], exports: [PlantParts] })
export class PlantPartsModule {}
