import { Module } from '@nestjs/common';
import { CopyRoleHandler } from './copy-role.handler.ts';
import { CreateRoleHandler } from './create-role.handler.ts';
import { DeleteRoleHandler } from './delete-role.handler.ts';
import { RedefineRoleHandler } from './redefine-role.handler.ts';
import { RolesController } from './roles.controller.ts';
import { RolesQueries } from './roles.queries.ts';
import { RolesRepository } from './roles.repository.ts';

@Module({ controllers: [RolesController], providers: [RolesRepository, RolesQueries, CreateRoleHandler, CopyRoleHandler, RedefineRoleHandler, DeleteRoleHandler], exports: [RolesRepository] })
export class RolesModule {}
