import { Module } from '@nestjs/common';
import { TenantsModule } from '../tenants/tenants.module.ts';
import { SettingsController } from './settings.controller.ts';
import { SettingsQueries } from './settings.queries.ts';
import { UpdateSettingsHandler } from './update-settings.handler.ts';

@Module({ imports: [TenantsModule], controllers: [SettingsController], providers: [SettingsQueries, UpdateSettingsHandler] })
export class SettingsModule {}
