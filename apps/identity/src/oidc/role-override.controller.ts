import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CurrentActor, RequirePermission, RequireStepUp, type Actor } from '@kairos/auth';
import { ChangeActivationBody, UserParams, UserView } from '@kairos/contracts';
import { IfMatch, Returns, zod } from '@kairos/http';
import { UsersQueries } from '../users/users.queries.ts';
import { ResetRoleOverrideHandler } from './reset-role-override.handler.ts';

@Controller('api/v1/identity/users')
export class RoleOverrideController {
  constructor(
    private readonly users: UsersQueries,
    private readonly resetRoleOverride: ResetRoleOverrideHandler,
  ) {}

  @Post(':userId/role-override/reset')
  @HttpCode(200)
  @RequirePermission('identity.user.manage')
  @RequireStepUp()
  @Returns(UserView, 'Lets the mapping of the identity provider decide this user’s roles again, from their next sign-in on')
  async reset(
    @Param(zod(UserParams)) { userId }: UserParams,
    @IfMatch() version: number,
    @Body(zod(ChangeActivationBody)) _body: ChangeActivationBody,
    @CurrentActor() actor: Actor,
  ): Promise<UserView> {
    await this.resetRoleOverride.execute({ userId, version }, actor);
    return this.users.read(userId);
  }
}
