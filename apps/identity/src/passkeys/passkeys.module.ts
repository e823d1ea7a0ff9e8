import { Module } from '@nestjs/common';
import { MfaModule } from '../mfa/mfa.module.ts';
import { UsersModule } from '../users/users.module.ts';
import { ManagePasskeysHandler } from './manage-passkeys.handler.ts';
import { OwnPasskeysController } from './own-passkeys.controller.ts';

@Module({ imports: [UsersModule, MfaModule], controllers: [OwnPasskeysController], providers: [ManagePasskeysHandler] })
export class PasskeysModule {}
