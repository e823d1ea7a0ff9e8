import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { CurrentActor, InPerson, RequirePermission, RequireStepUp, type Actor } from '@kairos/auth';
import { AssignAccessBody, ChangeActivationBody, CreatedUser, CreateUserBody, ListUsersQuery, UserPage, UserParams, UserView } from '@kairos/contracts';
import { IfMatch, Returns, zod } from '@kairos/http';
import { ActivateUserHandler } from './activate-user.handler.ts';
import { AssignAccessHandler } from './assign-access.handler.ts';
import { CreateUserHandler } from './create-user.handler.ts';
import { DeactivateUserHandler } from './deactivate-user.handler.ts';
import { SignOutUserHandler } from './sign-out-user.handler.ts';
import { UnlockUserHandler } from './unlock-user.handler.ts';
import { UsersQueries } from './users.queries.ts';

@Controller('api/v1/identity/users')
export class UsersController {
  constructor(
    private readonly queries: UsersQueries,
    private readonly createUser: CreateUserHandler,
    private readonly assignAccess: AssignAccessHandler,
    private readonly deactivateUser: DeactivateUserHandler,
    private readonly activateUser: ActivateUserHandler,
    private readonly signOutUser: SignOutUserHandler,
    private readonly unlockUser: UnlockUserHandler,
  ) {}

  @Get()
  @RequirePermission('identity.user.read')
  @Returns(UserPage, 'The users of the tenant by e-mail address', { query: ListUsersQuery })
  list(@Query(zod(ListUsersQuery)) query: ListUsersQuery): Promise<UserPage> {
    return this.queries.list(query);
  }

  @Get(':userId')
  @RequirePermission('identity.user.read')
  @Returns(UserView, 'One user with roles and row scope')
  read(@Param(zod(UserParams)) { userId }: UserParams): Promise<UserView> {
    return this.queries.read(userId);
  }

  @Post()
  @RequirePermission('identity.user.manage')
  @InPerson()
  @RequireStepUp()
  @Returns(CreatedUser, 'Creates a user who must change this password')
  create(@Body(zod(CreateUserBody)) body: CreateUserBody, @CurrentActor() actor: Actor): Promise<CreatedUser> {
    return this.createUser.execute(body, actor);
  }

  @Put(':userId/access')
  @RequirePermission('identity.user.manage')
  @RequireStepUp()
  @Returns(UserView, 'Assigns roles and row scope, no more than the caller holds')
  async assign(
    @Param(zod(UserParams)) { userId }: UserParams,
    @IfMatch() version: number,
    @Body(zod(AssignAccessBody)) body: AssignAccessBody,
    @CurrentActor() actor: Actor,
  ): Promise<UserView> {
    await this.assignAccess.execute({ ...body, userId, version }, actor);
    return this.queries.read(userId);
  }

  @Post(':userId/deactivate')
  @HttpCode(200)
  @RequirePermission('identity.user.manage')
  @Returns(UserView, 'Ends the user’s access and sessions here')
  async deactivate(
    @Param(zod(UserParams)) { userId }: UserParams,
    @IfMatch() version: number,
    @Body(zod(ChangeActivationBody)) _body: ChangeActivationBody,
    @CurrentActor() actor: Actor,
  ): Promise<UserView> {
    await this.deactivateUser.execute({ userId, version }, actor);
    return this.queries.read(userId);
  }

  @Post(':userId/activate')
  @HttpCode(200)
  @RequirePermission('identity.user.manage')
  @InPerson()
  @RequireStepUp()
  @Returns(UserView, 'Gives the user their access back')
  async activate(
    @Param(zod(UserParams)) { userId }: UserParams,
    @IfMatch() version: number,
    @Body(zod(ChangeActivationBody)) _body: ChangeActivationBody,
    @CurrentActor() actor: Actor,
  ): Promise<UserView> {
    await this.activateUser.execute({ userId, version }, actor);
    return this.queries.read(userId);
  }

  @Post(':userId/sign-out')
  @HttpCode(204)
  @RequirePermission('identity.user.manage')
  @Returns(null, 'Ends every session of a member in this tenant')
  signOut(@Param(zod(UserParams)) { userId }: UserParams, @Body(zod(ChangeActivationBody)) _body: ChangeActivationBody, @CurrentActor() actor: Actor): Promise<void> {
    return this.signOutUser.execute(userId, actor);
  }

  @Post(':userId/unlock')
  @HttpCode(204)
  @RequirePermission('identity.user.manage')
  @Returns(null, 'Ends the lock that wrong passwords put on a member’s account')
  unlock(@Param(zod(UserParams)) { userId }: UserParams, @Body(zod(ChangeActivationBody)) _body: ChangeActivationBody, @CurrentActor() actor: Actor): Promise<void> {
    return this.unlockUser.execute(userId, actor);
  }
}
