import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { may, type Actor } from '@kairos/auth';
import { expectVersion } from '@kairos/http';
import { Absence } from './absence.entity.ts';
import { AbsenceNotFound } from './absence.errors.ts';

/** Somebody is back, or does not go: their tasks are theirs alone from now on. What was done in their stead stays on the timeline. */
@Injectable()
export class EndAbsenceHandler {
  constructor(protected readonly em: EntityManager) {}

  @Transactional()
  async execute(absenceId: string, expectedVersion: number, actor: Actor): Promise<void> {
    const absence = await this.em.findOne(Absence, { id: absenceId });
    if (!absence || (absence.userId !== actor.userId && !may(actor, 'identity.user.manage'))) throw new AbsenceNotFound();
    expectVersion(absence.version, expectedVersion);
    this.em.remove(absence);
  }
}
