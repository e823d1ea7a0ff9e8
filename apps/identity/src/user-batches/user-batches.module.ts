import { Module } from '@nestjs/common';
import { InvitationsModule } from '../invitations/invitations.module.ts';
import { RolesModule } from '../roles/roles.module.ts';
import { UsersModule } from '../users/users.module.ts';
import { ApplyUserBatchHandler } from './apply-user-batch.handler.ts';
import { MatchUsersQueries } from './match-users.queries.ts';
import { PeopleChanges } from './people-acts.ts';
import { PeopleRepository } from './people.repository.ts';
import { PlanUserBatchHandler } from './plan-user-batch.handler.ts';
import { UserBatchesController } from './user-batches.controller.ts';

@Module({
  imports: [UsersModule, InvitationsModule, RolesModule],
  controllers: [UserBatchesController],
  providers: [PeopleRepository, PeopleChanges, ApplyUserBatchHandler, PlanUserBatchHandler, MatchUsersQueries],
})
export class UserBatchesModule {}
