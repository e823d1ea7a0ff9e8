import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { MemberSessionList, MemberSessionParams, UserParams } from '@kairos/contracts';
import { Returns, zod } from '@kairos/http';
import { RevokeMemberSessionHandler } from './revoke-member-session.handler.ts';
import { SessionsQueries } from './sessions.queries.ts';

@Controller('api/v1/identity/users/:userId/sessions')
export class MemberSessionsController {
  constructor(
    private readonly queries: SessionsQueries,
    private readonly revokeSession: RevokeMemberSessionHandler,
  ) {}

  @Get()
  @RequirePermission('identity.user.manage')
  @Returns(MemberSessionList, 'Where a member is signed in to this tenant')
  list(@Param(zod(UserParams)) { userId }: UserParams): Promise<MemberSessionList> {
    return this.queries.ofMember(userId);
  }

  @Delete(':sessionId')
  @HttpCode(204)
  @RequirePermission('identity.user.manage')
  @Returns(null, 'Ends one session of a member')
  revoke(@Param(zod(MemberSessionParams)) params: MemberSessionParams, @CurrentActor() actor: Actor): Promise<void> {
    return this.revokeSession.execute(params, actor);
  }
}
