import { Module } from '@nestjs/common';
import { RolesModule } from '../roles/roles.module.ts';
import { UsersModule } from '../users/users.module.ts';
import { AcceptInvitationHandler } from './accept-invitation.handler.ts';
import { InvitationsController } from './invitations.controller.ts';
import { InvitationsQueries } from './invitations.queries.ts';
import { InvitationsRepository } from './invitations.repository.ts';
import { InviteUserHandler } from './invite-user.handler.ts';
import { JoinTenantHandler } from './join-tenant.handler.ts';
import { OpenedInvitationsController } from './opened-invitations.controller.ts';
import { ResendInvitationHandler } from './resend-invitation.handler.ts';
import { WithdrawInvitationHandler } from './withdraw-invitation.handler.ts';

@Module({
  imports: [UsersModule, RolesModule],
  controllers: [InvitationsController, OpenedInvitationsController],
  providers: [InvitationsRepository, InvitationsQueries, InviteUserHandler, ResendInvitationHandler, WithdrawInvitationHandler, AcceptInvitationHandler, JoinTenantHandler],
  exports: [InvitationsRepository],
})
export class InvitationsModule {}
