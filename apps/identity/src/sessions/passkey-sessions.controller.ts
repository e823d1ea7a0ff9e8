import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '@kairos/auth';
import { PasskeyOptions, PasskeySignInBody, SignedIn } from '@kairos/contracts';
import { IdempotencyExempt, Returns, zod } from '@kairos/http';
import { Passkeys } from '../passkeys/passkeys.ts';
import { RecordsRefusedSignIn } from '../refused-sign-ins/records-refused-sign-in.decorator.ts';
import { byPasskey } from '../refused-sign-ins/tried.ts';
import { toSignedIn } from './open-session.ts';
import { PasskeySignInHandler } from './passkey-sign-in.handler.ts';
import { setSessionCookies } from './session-cookies.ts';

@Controller('api/v1/identity/sessions/passkey')
export class PasskeySessionsController {
  constructor(
    private readonly passkeys: Passkeys,
    private readonly signIn: PasskeySignInHandler,
  ) {}

  @Post('challenge')
  @HttpCode(200)
  @Public('signing in: nobody is known yet')
  @IdempotencyExempt('each answer is a challenge of its own')
  @Returns(PasskeyOptions, 'What the browser needs to prove a passkey: to sign in, as a second factor, or for a step-up')
  challenge(): Promise<PasskeyOptions> {
    return this.passkeys.askToProve();
  }

  @Post()
  @Public('signing in: the passkey says who it is')
  @RecordsRefusedSignIn(byPasskey)
  @IdempotencyExempt('the answer holds secrets')
  @Returns(SignedIn, 'Opens a session with a passkey alone')
  async open(@Body(zod(PasskeySignInBody)) body: PasskeySignInBody, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<SignedIn> {
    const session = await this.signIn.execute(body, { requestId: request.id, address: request.ip, userAgent: request.headers['user-agent'] ?? null });
    setSessionCookies(request, reply, session);
    return toSignedIn(session);
  }
}
