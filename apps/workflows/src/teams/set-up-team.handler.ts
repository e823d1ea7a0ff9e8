import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import type { SetUpTeamBody } from '@kairos/contracts';
import { AbsencesRepository } from '../absences/absences.repository.ts';
import { Team } from './team.entity.ts';
import { TeamMemberUnknown, TeamNameTaken, TeamsNeedAllPlants } from './team.errors.ts';

@Injectable()
export class SetUpTeamHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly members: AbsencesRepository,
  ) {}

  @Transactional()
  async execute({ name, memberUserIds }: SetUpTeamBody, actor: Actor): Promise<{ teamId: string }> {
    if (plantScope(actor) !== null) throw new TeamsNeedAllPlants();
    if (!(await this.members.areActive(memberUserIds))) throw new TeamMemberUnknown();
    if (await this.em.count(Team, { name })) throw new TeamNameTaken(name);
    const team = Team.setUp(actor.tenantId, name, memberUserIds);
    await this.em.persist(team).flush();
    return { teamId: team.id };
  }
}
