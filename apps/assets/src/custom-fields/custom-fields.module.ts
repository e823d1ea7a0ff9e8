import { Module } from '@nestjs/common';
import { ChangeCustomFieldHandler } from './change-custom-field.handler.ts';
import { CustomFieldsController } from './custom-fields.controller.ts';
import { CustomFieldsQueries } from './custom-fields.queries.ts';
import { CustomFields } from './custom-fields.repository.ts';
import { DefineCustomFieldHandler } from './define-custom-field.handler.ts';

@Module({
  controllers: [CustomFieldsController],
  providers: [ChangeCustomFieldHandler, CustomFields, CustomFieldsQueries, DefineCustomFieldHandler],
  exports: [CustomFieldsQueries],
})
export class CustomFieldsModule {}
