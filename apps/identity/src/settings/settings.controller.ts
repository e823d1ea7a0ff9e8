import { Body, Controller, Get, Patch } from '@nestjs/common';
import { RequirePermission } from '@kairos/auth';
import { SettingsView, UpdateSettingsBody } from '@kairos/contracts';
import { IfMatch, Returns, zod } from '@kairos/http';
import { SettingsQueries } from './settings.queries.ts';
import { UpdateSettingsHandler } from './update-settings.handler.ts';

@Controller('api/v1/identity/settings')
export class SettingsController {
  constructor(
    private readonly queries: SettingsQueries,
    private readonly updateSettings: UpdateSettingsHandler,
  ) {}

  @Get()
  @RequirePermission('identity.setting.read')
  @Returns(SettingsView, 'Every setting, its bounds, what takes effect, and who set it')
  read(): Promise<SettingsView> {
    return this.queries.read();
  }

  @Patch()
  @RequirePermission('identity.setting.manage')
  @Returns(SettingsView, 'Changes settings of the tenant; null takes one back')
  async update(@Body(zod(UpdateSettingsBody)) body: UpdateSettingsBody, @IfMatch() version: number): Promise<SettingsView> {
    await this.updateSettings.execute(body, version);
    return this.queries.read();
  }
}
