import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentActor, InPerson, Public, RequirePermission, type Actor } from '@kairos/auth';
import { BackChannelLogoutBody, IdentityProviderParams, SignedOutQuery, SignOutBody, SignOutOnward } from '@kairos/contracts';
import { IdempotencyExempt, Returns, zod } from '@kairos/http';
import { SecretBox } from '@kairos/service-kit';
import { clearSessionCookies } from '../sessions/session-cookies.ts';
import { EndSessionsOfIssuerHandler } from './end-sessions-of-issuer.handler.ts';
import { logoutForms } from './logout-forms.ts';
import { SignOutNotBegun } from './oidc.errors.ts';
import { openSignOut, signOutLastsMs } from './pending-sign-out.ts';
import { signInPath } from './sign-in-paths.ts';
import { SignOutAtIssuerHandler } from './sign-out-at-issuer.handler.ts';

const pendingCookie = 'kairos_sign_out';

@Controller(signInPath.slice(1))
export class ExternalSignOutController {
  constructor(
    private readonly signOut: SignOutAtIssuerHandler,
    private readonly endSessions: EndSessionsOfIssuerHandler,
    private readonly secrets: SecretBox,
  ) {}

  @Post('sign-out')
  @HttpCode(200)
  @RequirePermission('own-account')
  @InPerson()
  @IdempotencyExempt('a session ends once')
  @Returns(SignOutOnward, 'Signs out here, and says where the browser signs out of the identity provider that the session came from')
  async begin(@Body(zod(SignOutBody)) { returnTo }: SignOutBody, @CurrentActor() actor: Actor, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<SignOutOnward> {
    const onward = await this.signOut.execute({ returnTo, origin: `${request.protocol}://${request.host}` }, actor);
    clearSessionCookies(request, reply);
    if (onward) keep(request, reply, onward.cookie, new Date(Date.now() + signOutLastsMs));
    return { signOutUrl: onward?.location ?? null };
  }

  @Get(':identityProviderId/signed-out')
  @HttpCode(302)
  @Public('the session is over; a sealed cookie says where its browser goes on')
  @Returns(null, 'Takes the browser back from the identity provider that it signed out of')
  returned(
    @Param(zod(IdentityProviderParams)) { identityProviderId: providerId }: IdentityProviderParams,
    @Query(zod(SignedOutQuery)) { state }: SignedOutQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): void {
    const pending = openSignOut(request.cookies[pendingCookie], { providerId, state }, this.secrets, new Date());
    keep(request, reply, '', new Date(0));
    if (!pending) throw new SignOutNotBegun();
    void reply.header('location', pending.returnTo);
  }

  @Post(':identityProviderId/back-channel-logout')
  @HttpCode(200)
  @Public('authenticated by the signature of the identity provider')
  @IdempotencyExempt('a logout token is good for once')
  @Header('cache-control', 'no-store')
  @Returns(null, 'Ends the sessions that rest on a sign-in which the identity provider has ended', { requestMediaTypes: [logoutForms] })
  async heard(@Param(zod(IdentityProviderParams)) { identityProviderId }: IdentityProviderParams, @Body(zod(BackChannelLogoutBody)) body: BackChannelLogoutBody, @Req() request: FastifyRequest): Promise<void> {
    const caller = { requestId: request.id, address: request.ip, userAgent: request.headers['user-agent'] ?? null };
    await this.endSessions.execute({ identityProviderId, logoutToken: body.logout_token }, caller);
  }
}

/** The issuer sends the browser back from another site: only a Lax cookie comes along. */
function keep(request: FastifyRequest, reply: FastifyReply, value: string, expires: Date): void {
  void reply.setCookie(pendingCookie, value, { path: signInPath, expires, secure: request.protocol === 'https', httpOnly: true, sameSite: 'lax' }).header('cache-control', 'no-store');
}
