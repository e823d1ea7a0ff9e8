import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import { plantScope, type Actor } from '@kairos/auth';
import type { DefineCustomFieldBody } from '@kairos/contracts';
import { CustomField } from './custom-field.entity.ts';
import { CustomFieldsNeedAllPlants } from './custom-field.errors.ts';
import { CustomFields } from './custom-fields.repository.ts';

@Injectable()
export class DefineCustomFieldHandler {
  constructor(
    private readonly em: EntityManager,
    private readonly fields: CustomFields,
  ) {}

  @Transactional()
  async execute(command: DefineCustomFieldBody, actor: Actor): Promise<string> {
    if (plantScope(actor) !== null) throw new CustomFieldsNeedAllPlants();
    await this.fields.demandRoom(command.key, actor.tenantId);
    const field = CustomField.define(command, actor.tenantId);
    this.em.persist(field);
    return field.id;
  }
}
