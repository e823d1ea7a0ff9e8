import { Module } from '@nestjs/common';
import { MfaModule } from '../mfa/mfa.module.ts';
import { RolesModule } from '../roles/roles.module.ts';
import { UsersModule } from '../users/users.module.ts';
import { CompleteSignInHandler } from './complete-sign-in.handler.ts';
import { EndSessionHandler } from './end-session.handler.ts';
import { MemberSessionsController } from './member-sessions.controller.ts';
import { OwnSessionsController } from './own-sessions.controller.ts';
import { PasskeySessionsController } from './passkey-sessions.controller.ts';
import { PasskeySignInHandler } from './passkey-sign-in.handler.ts';
import { RefreshSessionHandler } from './refresh-session.handler.ts';
import { RevokeMemberSessionHandler } from './revoke-member-session.handler.ts';
import { RevokeOwnSessionsHandler } from './revoke-own-sessions.handler.ts';
import { SessionLimitsQueries } from './session-limits.queries.ts';
import { SessionOpener } from './session-opener.ts';
import { SessionsController } from './sessions.controller.ts';
import { SessionsQueries } from './sessions.queries.ts';
import { SignInHandler } from './sign-in.handler.ts';
import { StepUpHandler } from './step-up.handler.ts';
import { SwitchTenantHandler } from './switch-tenant.handler.ts';

@Module({
  imports: [UsersModule, RolesModule, MfaModule],
  controllers: [SessionsController, OwnSessionsController, MemberSessionsController, PasskeySessionsController],
  providers: [
    SessionOpener, SignInHandler, CompleteSignInHandler, PasskeySignInHandler, RefreshSessionHandler, EndSessionHandler, StepUpHandler, SwitchTenantHandler,
    RevokeOwnSessionsHandler, RevokeMemberSessionHandler, SessionsQueries, SessionLimitsQueries,
  ],
  exports: [SessionOpener],
})
export class SessionsModule {}
