import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import type { ChangeTeamBody } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { AbsencesRepository } from '../absences/absences.repository.ts';
import { Team } from './team.entity.ts';
import { TeamMemberUnknown, TeamNotFound, TeamsNeedAllPlants } from './team.errors.ts';

/** Says who a team consists of. */
@Injectable()
export class ChangeTeamHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly members: AbsencesRepository,
  ) {}

  @Transactional()
  async execute(teamId: string, { memberUserIds }: ChangeTeamBody, expectedVersion: number, actor: Actor): Promise<void> {
    if (plantScope(actor) !== null) throw new TeamsNeedAllPlants();
    const team = await this.em.findOne(Team, { id: teamId });
    if (!team) throw new TeamNotFound();
    expectVersion(team.version, expectedVersion);
    if (!(await this.members.areActive(memberUserIds.filter((userId) => !team.memberUserIds.includes(userId))))) throw new TeamMemberUnknown();
    team.consistOf(memberUserIds);
    await this.em.flush();
  }
}
