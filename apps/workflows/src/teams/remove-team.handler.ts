import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import { expectVersion } from '@kairos/http';
import { Team } from './team.entity.ts';
import { TeamNotFound, TeamsNeedAllPlants } from './team.errors.ts';

/** Takes a team away; tasks keep its name until they are given to somebody else. */
@Injectable()
export class RemoveTeamHandler {
  constructor(protected readonly em: EntityManager) {}

  @Transactional()
  async execute(teamId: string, expectedVersion: number, actor: Actor): Promise<void> {
    if (plantScope(actor) !== null) throw new TeamsNeedAllPlants();
    const team = await this.em.findOne(Team, { id: teamId });
    if (!team) throw new TeamNotFound();
    expectVersion(team.version, expectedVersion);
    this.em.remove(team);
  }
}
