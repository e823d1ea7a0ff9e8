import { Module } from '@nestjs/common';
import { RolesModule } from '../roles/roles.module.ts';
import { AccountsRepository } from './accounts.repository.ts';
import { ActivateUserHandler } from './activate-user.handler.ts';
import { AssignAccessHandler } from './assign-access.handler.ts';
import { ChangePasswordHandler } from './change-password.handler.ts';
import { CreateUserHandler } from './create-user.handler.ts';
import { CurrentPassword } from './current-password.ts';
import { DeactivateUserHandler } from './deactivate-user.handler.ts';
import { MeController } from './me.controller.ts';
import { MeQueries } from './me.queries.ts';
import { MembershipsRepository } from './memberships.repository.ts';
import { PasswordHasher } from './password-hasher.ts';
import { PasswordPolicy } from './password-policy.ts';
import { SessionsOfUser } from './sessions-of-user.repository.ts';
import { SignOutUserHandler } from './sign-out-user.handler.ts';
import { UnlockUserHandler } from './unlock-user.handler.ts';
import { UpdateProfileHandler } from './update-profile.handler.ts';
import { UsersController } from './users.controller.ts';
import { UsersQueries } from './users.queries.ts';

@Module({
  imports: [RolesModule],
  controllers: [UsersController, MeController],
  providers: [
    AccountsRepository, SessionsOfUser, PasswordPolicy, MembershipsRepository, PasswordHasher, UsersQueries, MeQueries,
    CreateUserHandler, AssignAccessHandler, DeactivateUserHandler, ActivateUserHandler, ChangePasswordHandler, SignOutUserHandler, UnlockUserHandler, CurrentPassword, UpdateProfileHandler,
  ],
  exports: [CurrentPassword, AccountsRepository, MembershipsRepository, PasswordHasher, PasswordPolicy, SessionsOfUser, MeQueries, UsersQueries],
})
export class UsersModule {}
