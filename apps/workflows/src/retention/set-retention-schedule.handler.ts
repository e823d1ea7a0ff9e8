import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import type { DocumentCategory, SetRetentionScheduleBody } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { RetentionNeedsAllPlants } from './retention.errors.ts';
import { RetentionSchedule } from './retention-schedule.entity.ts';

/** Says how long documents of a category are kept from now on. What was promised to a document before stays promised. */
@Injectable()
export class SetRetentionScheduleHandler {
  constructor(protected readonly em: EntityManager) {}

  @Transactional()
  async execute(category: DocumentCategory, rule: SetRetentionScheduleBody, expectedVersion: number, actor: Actor): Promise<void> {
    if (plantScope(actor) !== null) throw new RetentionNeedsAllPlants();
    const schedule = await this.em.findOne(RetentionSchedule, { category });
    expectVersion(schedule?.version ?? 0, expectedVersion);
    if (schedule) schedule.set(rule, actor.userId);
    else this.em.persist(RetentionSchedule.of(actor.tenantId, category, rule, actor.userId));
    await this.em.flush();
  }
}
