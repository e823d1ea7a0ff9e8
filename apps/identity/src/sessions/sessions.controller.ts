import { Body, Controller, Delete, HttpCode, Ip, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentActor, OwnProof, Public, RequirePermission, type Actor } from '@kairos/auth';
import { CompleteSignInBody, RenewedAccess, SecondFactorRequired, SignedIn, SignInBody, StepUpBody, SwitchTenantBody } from '@kairos/contracts';
import { IdempotencyExempt, Returns, zod } from '@kairos/http';
import { byChallenge, byEmail } from '../refused-sign-ins/tried.ts';
import { RecordsRefusedSignIn } from '../refused-sign-ins/records-refused-sign-in.decorator.ts';
import { CompleteSignInHandler } from './complete-sign-in.handler.ts';
import { EndSessionHandler } from './end-session.handler.ts';
import { toSignedIn, type OpenSession } from './open-session.ts';
import { RefreshSessionHandler } from './refresh-session.handler.ts';
import type { Caller } from './run-for-caller.ts';
import { SessionHasEnded } from './session.errors.ts';
import { clearSessionCookies, refreshTokenOf, setSessionCookies } from './session-cookies.ts';
import { SignInHandler } from './sign-in.handler.ts';
import { StepUpHandler } from './step-up.handler.ts';
import { SwitchTenantHandler } from './switch-tenant.handler.ts';

@Controller('api/v1/identity/sessions')
export class SessionsController {
  constructor(
    private readonly signIn: SignInHandler,
    private readonly completeSignIn: CompleteSignInHandler,
    private readonly refreshSession: RefreshSessionHandler,
    private readonly endSession: EndSessionHandler,
    private readonly stepUp: StepUpHandler,
    private readonly switchTenant: SwitchTenantHandler,
  ) {}

  @Post()
  @Public('signing in: nobody is known yet')
  @RecordsRefusedSignIn(byEmail)
  @IdempotencyExempt('the answer holds secrets')
  @Returns(SignedIn, 'Opens a session, or asks for a second factor; the refresh token comes in a cookie', { also: { status: 202, schema: SecondFactorRequired } })
  async open(@Body(zod(SignInBody)) body: SignInBody, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<SignedIn | SecondFactorRequired> {
    const opened = await this.signIn.execute(body, callerOf(request));
    if ('session' in opened) return answer(request, reply, opened);
    void reply.status(202).header('cache-control', 'no-store');
    return opened;
  }

  @Post('second-factor')
  @Public('the challenge says who is signing in')
  @RecordsRefusedSignIn(byChallenge)
  @IdempotencyExempt('request and answer hold secrets')
  @Returns(SignedIn, 'Completes a sign-in with a second factor')
  async complete(@Body(zod(CompleteSignInBody)) body: CompleteSignInBody, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<SignedIn> {
    return answer(request, reply, await this.completeSignIn.execute(body, callerOf(request)));
  }

  @Post('refresh')
  @HttpCode(200)
  @Public('authenticated by the refresh token in its cookie')
  @IdempotencyExempt('the answer holds secrets')
  @Returns(SignedIn, 'A new access token, and the next refresh token in its cookie')
  async refresh(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<SignedIn> {
    const secret = refreshTokenOf(request);
    try {
      if (!secret) throw new SessionHasEnded();
      return answer(request, reply, await this.refreshSession.execute(secret, callerOf(request)));
    } catch (error) {
      if (error instanceof SessionHasEnded) clearSessionCookies(request, reply);
      throw error;
    }
  }

  @Post('switch')
  @RequirePermission('own-account')
  @OwnProof()
  @IdempotencyExempt('the answer holds secrets')
  @Returns(SignedIn, 'Opens a session in another of the caller’s tenants, on the proof of this one')
  async switch(
    @Body(zod(SwitchTenantBody)) { tenantId }: SwitchTenantBody,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedIn> {
    return answer(request, reply, await this.switchTenant.execute(tenantId, actor, callerOf(request)));
  }

  @Delete('current')
  @HttpCode(204)
  @RequirePermission('own-account')
  @Returns(null, 'Signs out: the session and its tokens end')
  async end(@CurrentActor() actor: Actor, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.endSession.execute(actor);
    clearSessionCookies(request, reply);
  }

  @Post('current/step-up')
  @HttpCode(200)
  @RequirePermission('own-account')
  @IdempotencyExempt('request and answer hold secrets')
  @Returns(RenewedAccess, 'Confirms who the caller is, for what asks for a recent proof')
  async confirm(@Body(zod(StepUpBody)) body: StepUpBody, @CurrentActor() actor: Actor, @Ip() address: string): Promise<RenewedAccess> {
    return this.stepUp.execute(body, actor, address);
  }
}

function answer(request: FastifyRequest, reply: FastifyReply, session: OpenSession): SignedIn {
  setSessionCookies(request, reply, session);
  return toSignedIn(session);
}

function callerOf(request: FastifyRequest): Caller {
  return { requestId: request.id, address: request.ip, userAgent: request.headers['user-agent'] ?? null };
}
