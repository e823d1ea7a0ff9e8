import { Module } from '@nestjs/common';
import { UsersModule } from '../users/users.module.ts';
import { EndSessionHandler } from './end-session.handler.ts';
import { RefreshSessionHandler } from './refresh-session.handler.ts';
import { SessionsController } from './sessions.controller.ts';
import { SessionOpener } from './session-opener.ts';
import { SignInHandler } from './sign-in.handler.ts';

@Module({ imports: [UsersModule], controllers: [SessionsController], providers: [SessionOpener, SignInHandler, RefreshSessionHandler, EndSessionHandler], exports: [SessionOpener] })
export class SessionsModule {}
