import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { CurrentActor, RequirePermission, type Actor } from '@kairos/auth';
import { ChangeCustomFieldBody, CustomFieldId, CustomFieldList, CustomFieldView, DefineCustomFieldBody, PlantSchema } from '@kairos/contracts';
import { IfMatch, Returns, zod } from '@kairos/http';
import { ChangeCustomFieldHandler } from './change-custom-field.handler.ts';
import { CustomFieldsQueries } from './custom-fields.queries.ts';
import { DefineCustomFieldHandler } from './define-custom-field.handler.ts';

@Controller('api/v1/assets')
export class CustomFieldsController {
  constructor(
    private readonly queries: CustomFieldsQueries,
    private readonly defineCustomField: DefineCustomFieldHandler,
    private readonly changeCustomField: ChangeCustomFieldHandler,
  ) {}

  @Get('plant-schema')
  @RequirePermission('assets.plant.read')
  @Returns(PlantSchema, 'What registers a plant of this tenant, as JSON Schema, with its custom fields')
  plantSchema() {
    return this.queries.plantSchema();
  }

  @Get('custom-fields')
  @RequirePermission('assets.plant.read')
  @Returns(CustomFieldList, 'List the custom fields of plants')
  list() {
    return this.queries.list();
  }

  @Get('custom-fields/:customFieldId')
  @RequirePermission('assets.plant.read')
  @Returns(CustomFieldView, 'Read a custom field')
  read(@Param('customFieldId', zod(CustomFieldId)) customFieldId: CustomFieldId) {
    return this.queries.read(customFieldId);
  }

  @Post('custom-fields')
  @RequirePermission('assets.custom-field.manage')
  @Returns(CustomFieldView, 'Define a custom field of plants')
  async define(@Body(zod(DefineCustomFieldBody)) body: DefineCustomFieldBody, @CurrentActor() actor: Actor) {
    return this.queries.read(await this.defineCustomField.execute(body, actor));
  }

  @Put('custom-fields/:customFieldId')
  @RequirePermission('assets.custom-field.manage')
  @Returns(CustomFieldView, 'Change a custom field, retire it or take it up again')
  async change(@Param('customFieldId', zod(CustomFieldId)) customFieldId: CustomFieldId, @Body(zod(ChangeCustomFieldBody)) body: ChangeCustomFieldBody, @IfMatch() version: number, @CurrentActor() actor: Actor) {
    await this.changeCustomField.execute(customFieldId, body, version, actor);
    return this.queries.read(customFieldId);
  }
}
