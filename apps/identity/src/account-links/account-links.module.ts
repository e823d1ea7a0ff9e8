import { Module } from '@nestjs/common';
import { UsersModule } from '../users/users.module.ts';
import { AccountLinksController } from './account-links.controller.ts';
import { AccountLinksRepository } from './account-links.repository.ts';
import { ChangeEmailHandler } from './change-email.handler.ts';
import { ConfirmEmailHandler } from './confirm-email.handler.ts';
import { Purge } from './purge.job.ts';
import { RequestPasswordResetHandler } from './request-password-reset.handler.ts';
import { ResetPasswordHandler } from './reset-password.handler.ts';

@Module({
  imports: [UsersModule],
  controllers: [AccountLinksController],
  providers: [AccountLinksRepository, RequestPasswordResetHandler, ResetPasswordHandler, ChangeEmailHandler, ConfirmEmailHandler, Purge],
})
export class AccountLinksModule {}
