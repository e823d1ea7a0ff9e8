import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { RecordAuthority } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import type { Facts } from '../plant-changes/changed-facts.calc.ts';
import { PlantRepository } from '../plants/plant.repository.ts';
import { AuthorityRecord } from './authority-record.entity.ts';
import { AuthorityRecordRepository } from './authority-record.repository.ts';

type ChangeAuthorityRecord = { plantId: string; authority: RecordAuthority; body: Facts & { workflowId?: string; taskId?: string; reason?: string }; expectedVersion: number };

@Injectable()
export class ChangeAuthorityRecordHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly plants: PlantRepository,
    private readonly records: AuthorityRecordRepository,
  ) {}

  @Transactional()
  async execute({ plantId, authority, body, expectedVersion }: ChangeAuthorityRecord, actor: Actor): Promise<void> {
    const plant = await this.plants.hold(plantId, actor);
    const record = await this.records.find(plantId, authority);
    expectVersion(record?.version ?? 0, expectedVersion);
    const { workflowId = null, taskId = null, reason: _told, ...given } = body;
    await this.records.write(plant, record ?? AuthorityRecord.of(plant, authority), given, { userId: actor.userId, workflowId, taskId });
  }
}
