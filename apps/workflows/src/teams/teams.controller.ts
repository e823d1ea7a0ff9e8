import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { ChangeTeamBody, SetUpTeamBody, TeamId, TeamList, TeamView } from '@kairos/contracts';
import { IfMatch, Returns, zod } from '@kairos/http';
import { ChangeTeamHandler } from './change-team.handler.ts';
import { RemoveTeamHandler } from './remove-team.handler.ts';
import { SetUpTeamHandler } from './set-up-team.handler.ts';
import { TeamsQueries } from './teams.queries.ts';

@Controller('api/v1/workflows/teams')
export class TeamsController {
  constructor(
    private readonly queries: TeamsQueries,
    private readonly setUpTeam: SetUpTeamHandler,
    private readonly changeTeam: ChangeTeamHandler,
    private readonly removeTeam: RemoveTeamHandler,
  ) {}

  @Get()
  @RequirePermission('workflows.workflow.read')
  @Returns(TeamList, 'List teams')
  async list(): Promise<TeamList> {
    return { items: await this.queries.list() };
  }

  @Post()
  @RequirePermission('workflows.workflow.write')
  @Returns(TeamView, 'Set a team up')
  async setUp(@Body(zod(SetUpTeamBody)) body: SetUpTeamBody, @CurrentActor() actor: Actor) {
    const { teamId } = await this.setUpTeam.execute(body, actor);
    return this.queries.read(teamId);
  }

  @Patch(':teamId')
  @RequirePermission('workflows.workflow.write')
  @Returns(TeamView, 'Say who a team consists of')
  async change(@Param('teamId', zod(TeamId)) teamId: TeamId, @Body(zod(ChangeTeamBody)) body: ChangeTeamBody, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    await this.changeTeam.execute(teamId, body, version, actor);
    return this.queries.read(teamId);
  }

  @Delete(':teamId')
  @HttpCode(204)
  @RequirePermission('workflows.workflow.write')
  @Returns(null, 'Take a team away')
  remove(@Param('teamId', zod(TeamId)) teamId: TeamId, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    return this.removeTeam.execute(teamId, version, actor);
  }
}
