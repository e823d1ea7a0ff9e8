import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { may, type Actor } from '@kairos/auth';
import type { RecordAbsenceBody } from '@kairos/contracts';
import { WorkflowRepository } from '../workflows/workflow.repository.ts';
import { Absence } from './absence.entity.ts';
import { AbsenceIsOver, AbsentAlready, DelegateIsAway, DelegateUnknown, NotTheirOwnAbsence, StandsInForOthers } from './absence.errors.ts';
import { AbsencesRepository } from './absences.repository.ts';

/** Says that somebody is away, and who has their tasks meanwhile. No delegate hands on what was handed to them. */
@Injectable()
export class RecordAbsenceHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly absences: AbsencesRepository,
    private readonly workflows: WorkflowRepository,
  ) {}

  @Transactional()
  async execute({ delegateUserId, fromOn, toOn, ...body }: RecordAbsenceBody, actor: Actor): Promise<{ absenceId: string }> {
    const userId: string = body.userId ?? actor.userId;
    if (userId !== actor.userId && !may(actor, 'identity.user.manage')) throw new NotTheirOwnAbsence();
    const { today } = this.workflows.occasion(null);
    if (toOn < today) throw new AbsenceIsOver(today);
    if (userId === delegateUserId || !(await this.absences.areActive([userId, delegateUserId]))) throw new DelegateUnknown();
    await this.demandNoChain({ userId, delegateUserId, fromOn, toOn });
    const absence = Absence.record({ tenantId: actor.tenantId, userId, delegateUserId, fromOn, toOn, recordedBy: actor.userId });
    await this.em.persist(absence).flush();
    return { absenceId: absence.id };
  }

  private async demandNoChain({ userId, delegateUserId, fromOn, toOn }: { userId: string; delegateUserId: string; fromOn: string; toOn: string }): Promise<void> {
    const overlapping = await this.absences.overlapping([userId, delegateUserId], fromOn, toOn);
    const own = overlapping.find((absence) => absence.userId === userId);
    if (own) throw new AbsentAlready(own.fromOn, own.toOn);
    if (overlapping.some((absence) => absence.userId === delegateUserId)) throw new DelegateIsAway();
    if (overlapping.some((absence) => absence.delegateUserId === userId)) throw new StandsInForOthers();
  }
}
