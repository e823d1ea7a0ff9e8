import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { CurrentActor, RequirePermission, RequireStepUp, type Actor } from '@kairos/auth';
import { CopyRoleBody, CreateRoleBody, ListRolesQuery, RolePage, RoleParams, RoleView, UpdateRoleBody } from '@kairos/contracts';
import { IfMatch, Returns, zod } from '@kairos/http';
import { CopyRoleHandler } from './copy-role.handler.ts';
import { CreateRoleHandler } from './create-role.handler.ts';
import { DeleteRoleHandler } from './delete-role.handler.ts';
import { RedefineRoleHandler } from './redefine-role.handler.ts';
import { RolesQueries } from './roles.queries.ts';

@Controller('api/v1/identity/roles')
export class RolesController {
  constructor(
    private readonly queries: RolesQueries,
    private readonly createRole: CreateRoleHandler,
    private readonly copyRole: CopyRoleHandler,
    private readonly redefineRole: RedefineRoleHandler,
    private readonly deleteRole: DeleteRoleHandler,
  ) {}

  @Get()
  @RequirePermission('identity.role.read')
  @Returns(RolePage, 'The roles of the tenant by name', { query: ListRolesQuery })
  list(@Query(zod(ListRolesQuery)) query: ListRolesQuery): Promise<RolePage> {
    return this.queries.list(query);
  }

  @Get(':roleId')
  @RequirePermission('identity.role.read')
  @Returns(RoleView, 'One role and what it grants')
  read(@Param(zod(RoleParams)) { roleId }: RoleParams): Promise<RoleView> {
    return this.queries.read(roleId);
  }

  @Post()
  @RequirePermission('identity.role.manage')
  @RequireStepUp()
  @Returns(RoleView, 'Creates a role that grants no more than its creator holds')
  async create(@Body(zod(CreateRoleBody)) body: CreateRoleBody, @CurrentActor() actor: Actor): Promise<RoleView> {
    return this.queries.read(await this.createRole.execute(body, actor));
  }

  @Post(':roleId/copy')
  @RequirePermission('identity.role.manage')
  @Returns(RoleView, 'Creates a role that says what this one says')
  async copy(@Param(zod(RoleParams)) { roleId }: RoleParams, @Body(zod(CopyRoleBody)) body: CopyRoleBody, @CurrentActor() actor: Actor): Promise<RoleView> {
    return this.queries.read(await this.copyRole.execute({ ...body, roleId }, actor));
  }

  @Put(':roleId')
  @RequirePermission('identity.role.manage')
  @RequireStepUp()
  @Returns(RoleView, 'Redefines a role, for everyone who has it')
  async redefine(
    @Param(zod(RoleParams)) { roleId }: RoleParams,
    @IfMatch() version: number,
    @Body(zod(UpdateRoleBody)) body: UpdateRoleBody,
    @CurrentActor() actor: Actor,
  ): Promise<RoleView> {
    await this.redefineRole.execute({ ...body, roleId, version }, actor);
    return this.queries.read(roleId);
  }

  @Delete(':roleId')
  @HttpCode(204)
  @RequirePermission('identity.role.manage')
  @RequireStepUp()
  @Returns(null, 'Removes a role of the tenant’s own that nobody has')
  delete(@Param(zod(RoleParams)) { roleId }: RoleParams, @IfMatch() version: number, @CurrentActor() actor: Actor): Promise<void> {
    return this.deleteRole.execute({ roleId, version }, actor);
  }
}
