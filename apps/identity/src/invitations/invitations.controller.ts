import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CurrentActor, InPerson, RequirePermission, RequireStepUp, type Actor } from '@kairos/auth';
import { InvitationPage, InvitationParams, InvitationView, InviteUserBody, ListInvitationsQuery } from '@kairos/contracts';
import { IfMatch, Returns, zod } from '@kairos/http';
import { InvitationsQueries } from './invitations.queries.ts';
import { InviteUserHandler } from './invite-user.handler.ts';
import { ResendInvitationHandler } from './resend-invitation.handler.ts';
import { WithdrawInvitationHandler } from './withdraw-invitation.handler.ts';

@Controller('api/v1/identity/invitations')
export class InvitationsController {
  constructor(
    private readonly queries: InvitationsQueries,
    private readonly inviteUser: InviteUserHandler,
    private readonly resendInvitation: ResendInvitationHandler,
    private readonly withdrawInvitation: WithdrawInvitationHandler,
  ) {}

  @Get()
  @RequirePermission('identity.user.manage')
  @Returns(InvitationPage, 'The invitations of the tenant by e-mail address', { query: ListInvitationsQuery })
  list(@Query(zod(ListInvitationsQuery)) query: ListInvitationsQuery): Promise<InvitationPage> {
    return this.queries.list(query);
  }

  @Get(':invitationId')
  @RequirePermission('identity.user.manage')
  @Returns(InvitationView, 'One invitation and what became of it')
  read(@Param(zod(InvitationParams)) { invitationId }: InvitationParams): Promise<InvitationView> {
    return this.queries.read(invitationId);
  }

  @Post()
  @RequirePermission('identity.user.manage')
  @InPerson()
  @RequireStepUp()
  @Returns(InvitationView, 'Invites an address by mail, with no more than the caller holds')
  async invite(@Body(zod(InviteUserBody)) body: InviteUserBody, @CurrentActor() actor: Actor): Promise<InvitationView> {
    return this.queries.read(await this.inviteUser.execute(body, actor));
  }

  @Post(':invitationId/resend')
  @HttpCode(200)
  @RequirePermission('identity.user.manage')
  @InPerson()
  @RequireStepUp()
  @Returns(InvitationView, 'Mails a new link, good for seven days')
  async resend(@Param(zod(InvitationParams)) { invitationId }: InvitationParams, @IfMatch() version: number, @CurrentActor() actor: Actor): Promise<InvitationView> {
    await this.resendInvitation.execute({ invitationId, version }, actor);
    return this.queries.read(invitationId);
  }

  @Post(':invitationId/withdraw')
  @HttpCode(200)
  @RequirePermission('identity.user.manage')
  @Returns(InvitationView, 'Takes an invitation back')
  async withdraw(@Param(zod(InvitationParams)) { invitationId }: InvitationParams, @IfMatch() version: number, @CurrentActor() actor: Actor): Promise<InvitationView> {
    await this.withdrawInvitation.execute({ invitationId, version }, actor);
    return this.queries.read(invitationId);
  }
}
