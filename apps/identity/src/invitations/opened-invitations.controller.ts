import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CurrentActor, Public, RequirePermission, type Actor } from '@kairos/auth';
import { AcceptedInvitation, AcceptInvitationBody, InvitationTokenBody, OpenInvitation } from '@kairos/contracts';
import { IdempotencyExempt, Returns, zod } from '@kairos/http';
import { AcceptInvitationHandler } from './accept-invitation.handler.ts';
import { InvitationsRepository } from './invitations.repository.ts';
import { JoinTenantHandler } from './join-tenant.handler.ts';

/** For whoever holds the link of an invitation. */
@Controller('api/v1/identity/opened-invitations')
export class OpenedInvitationsController {
  constructor(
    private readonly invitations: InvitationsRepository,
    private readonly acceptInvitation: AcceptInvitationHandler,
    private readonly joinTenant: JoinTenantHandler,
  ) {}

  @Post()
  @HttpCode(200)
  @Public('authenticated by the token of a mailed link')
  @Returns(OpenInvitation, 'What the holder of a link may know of its invitation')
  async read(@Body(zod(InvitationTokenBody)) { token }: InvitationTokenBody): Promise<OpenInvitation> {
    const { tenantName, email, locale, expiresAt, accountExists } = await this.invitations.opened(token);
    return { tenantName, email, locale, expiresAt, accountExists };
  }

  @Post('accept')
  @Public('authenticated by the token of a mailed link')
  @IdempotencyExempt('the request holds secrets')
  @Returns(AcceptedInvitation, 'Joins with a new account, or with the password of the account the address has')
  accept(@Body(zod(AcceptInvitationBody)) body: AcceptInvitationBody, @Req() request: FastifyRequest): Promise<AcceptedInvitation> {
    return this.acceptInvitation.execute(body, callerOf(request));
  }

  @Post('join')
  @RequirePermission('own-account')
  @IdempotencyExempt('the request holds secrets')
  @Returns(AcceptedInvitation, 'Joins as who is signed in')
  join(@Body(zod(InvitationTokenBody)) { token }: InvitationTokenBody, @CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<AcceptedInvitation> {
    return this.joinTenant.execute(token, actor, callerOf(request));
  }
}

function callerOf(request: FastifyRequest) {
  return { requestId: request.id, address: request.ip, userAgent: request.headers['user-agent'] ?? null };
}
