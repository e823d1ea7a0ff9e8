import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '@kairos/auth';
import { DiscoveredIdentityProviders, DiscoverIdentityProvidersBody, IdentityProviderParams, SignInCallbackQuery, StartSignInQuery } from '@kairos/contracts';
import { IdempotencyExempt, Returns, zod } from '@kairos/http';
import { RecordsRefusedSignIn } from '../refused-sign-ins/records-refused-sign-in.decorator.ts';
import { byProvider } from '../refused-sign-ins/tried.ts';
import { setSessionCookies } from '../sessions/session-cookies.ts';
import { BackToSignInFilter } from './back-to-sign-in.filter.ts';
import { FinishExternalSignInHandler } from './finish-external-sign-in.handler.ts';
import { IdentityProvidersQueries } from './identity-providers.queries.ts';
import { IssuerUnavailable, SignInFromElsewhere } from './oidc.errors.ts';
import { pendingCookie, pendingLastsMs } from './pending-sign-in.ts';
import { signInPath } from './sign-in-paths.ts';
import { StartExternalSignInHandler } from './start-external-sign-in.handler.ts';

@Controller(signInPath.slice(1))
export class ExternalSignInController {
  constructor(
    private readonly queries: IdentityProvidersQueries,
    private readonly startSignIn: StartExternalSignInHandler,
    private readonly finishSignIn: FinishExternalSignInHandler,
  ) {}

  @Post('discover')
  @HttpCode(200)
  @Public('asked by the sign-in page; tells of domains, not of accounts')
  @IdempotencyExempt('it changes nothing')
  @Returns(DiscoveredIdentityProviders, 'The identity providers that sign in people of an e-mail address’s domain')
  discover(@Body(zod(DiscoverIdentityProvidersBody)) { email }: DiscoverIdentityProvidersBody): Promise<DiscoveredIdentityProviders> {
    return this.queries.forEmail(email);
  }

  @Get(':identityProviderId/start')
  @HttpCode(302)
  @Public('signing in: nobody is known yet')
  @UseFilters(BackToSignInFilter)
  @Returns(null, 'Sends the browser to the identity provider')
  async start(
    @Param(zod(IdentityProviderParams)) { identityProviderId }: IdentityProviderParams,
    @Query(zod(StartSignInQuery)) { returnTo, reauthenticate }: StartSignInQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    if (request.headers['sec-fetch-site'] === 'cross-site') throw new SignInFromElsewhere();
    const { location, cookie } = await this.startSignIn.execute({ identityProviderId, returnTo, reauthenticate: reauthenticate === 'true', origin: `${request.protocol}://${request.host}` });
    keep(request, reply, cookie, new Date(Date.now() + pendingLastsMs));
    void reply.header('location', location);
  }

  @Get(':identityProviderId/callback')
  @HttpCode(302)
  @Public('authenticated by the identity provider, for the browser that began')
  @RecordsRefusedSignIn(byProvider)
  @UseFilters(BackToSignInFilter)
  @Returns(null, 'Opens a session with what the identity provider sent the browser back with, and sends it on')
  async finish(
    @Param(zod(IdentityProviderParams)) { identityProviderId }: IdentityProviderParams,
    @Query(zod(SignInCallbackQuery)) query: SignInCallbackQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const caller = { requestId: request.id, address: request.ip, userAgent: request.headers['user-agent'] ?? null };
    try {
      const { session, returnTo } = await this.finishSignIn.execute({ identityProviderId, query, cookie: request.cookies[pendingCookie] }, caller);
      setSessionCookies(request, reply, session);
      keep(request, reply, '', new Date(0));
      void reply.header('location', returnTo);
    } catch (error) {
      if (!(error instanceof IssuerUnavailable)) keep(request, reply, '', new Date(0));
      throw error;
    }
  }
}

/** The issuer sends the browser back from another site: only a Lax cookie comes along. */
function keep(request: FastifyRequest, reply: FastifyReply, value: string, expires: Date): void {
  void reply.setCookie(pendingCookie, value, { path: signInPath, expires, secure: request.protocol === 'https', httpOnly: true, sameSite: 'lax' }).header('cache-control', 'no-store');
}
