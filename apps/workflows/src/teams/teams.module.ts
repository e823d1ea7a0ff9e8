import { Module } from '@nestjs/common';
import { AbsencesModule } from '../absences/absences.module.ts';
import { ChangeTeamHandler } from './change-team.handler.ts';
import { RemoveTeamHandler } from './remove-team.handler.ts';
import { SetUpTeamHandler } from './set-up-team.handler.ts';
import { TeamsController } from './teams.controller.ts';
import { TeamsQueries } from './teams.queries.ts';

@Module({ imports: [AbsencesModule], controllers: [TeamsController], providers: [ChangeTeamHandler, RemoveTeamHandler, SetUpTeamHandler, TeamsQueries] })
export class TeamsModule {}
