import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { OwnSessionList, SessionParams } from '@kairos/contracts';
import { Returns, zod } from '@kairos/http';
import { RevokeOwnSessionsHandler } from './revoke-own-sessions.handler.ts';
import { SessionsQueries } from './sessions.queries.ts';

@Controller('api/v1/identity/me/sessions')
export class OwnSessionsController {
  constructor(
    private readonly queries: SessionsQueries,
    private readonly revoke: RevokeOwnSessionsHandler,
  ) {}

  @Get()
  @RequirePermission('own-account')
  @Returns(OwnSessionList, 'Where the caller is signed in: device, address, when last seen')
  list(@CurrentActor() actor: Actor): Promise<OwnSessionList> {
    return this.queries.own(actor);
  }

  @Delete()
  @HttpCode(204)
  @RequirePermission('own-account')
  @Returns(null, 'Signs the caller out everywhere but here')
  revokeOthers(@CurrentActor() actor: Actor): Promise<void> {
    return this.revoke.allOthers(actor);
  }

  @Delete(':sessionId')
  @HttpCode(204)
  @RequirePermission('own-account')
  @Returns(null, 'Ends one session of the caller')
  revokeOne(@Param(zod(SessionParams)) { sessionId }: SessionParams, @CurrentActor() actor: Actor): Promise<void> {
    return this.revoke.one(sessionId, actor);
  }
}
