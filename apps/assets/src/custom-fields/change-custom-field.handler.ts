import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import type { ChangeCustomFieldBody } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { CustomFieldsNeedAllPlants } from './custom-field.errors.ts';
import { CustomFields } from './custom-fields.repository.ts';

@Injectable()
export class ChangeCustomFieldHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly fields: CustomFields,
  ) {}

  @Transactional()
  async execute(customFieldId: string, command: ChangeCustomFieldBody, expectedVersion: number, actor: Actor): Promise<void> {
    if (plantScope(actor) !== null) throw new CustomFieldsNeedAllPlants();
    const field = await this.fields.find(customFieldId);
    expectVersion(field.version, expectedVersion);
    field.change(command);
  }
}
