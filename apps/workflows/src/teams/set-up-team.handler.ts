import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '@kairos/auth';
import type { SetUpTeamBody } from '@kairos/contracts';
import { AbsencesRepository } from '../absences/absences.repository.ts';
import { Team } from './team.entity.ts';
import { TeamMemberUnknown, TeamNameTaken } from './team.errors.ts';

@Injectable()
export class SetUpTeamHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly members: AbsencesRepository,
  ) {}

  @Transactional()
  async execute({ name, memberUserIds }: SetUpTeamBody, { tenantId }: Actor): Promise<{ teamId: string }> {
    if (!(await this.members.areActive(memberUserIds))) throw new TeamMemberUnknown();
    if (await this.em.count(Team, { name })) throw new TeamNameTaken(name);
    const team = Team.setUp(tenantId, name, memberUserIds);
    await this.em.persist(team).flush();
    return { teamId: team.id };
  }
}
