import { Injectable } from '@nestjs/common';
import { Transactional } from '@mikro-orm/decorators/legacy';
import { EntityManager } from '@mikro-orm/postgresql';
import type { ChangeCustomFieldBody } from '@kairos/contracts';
import { expectVersion } from '@kairos/http';
import { CustomFields } from './custom-fields.repository.ts';

@Injectable()
export class ChangeCustomFieldHandler {
  constructor(
    protected readonly em: EntityManager,
    private readonly fields: CustomFields,
  ) {}

  @Transactional()
  async execute(customFieldId: string, command: ChangeCustomFieldBody, expectedVersion: number): Promise<void> {
    const field = await this.fields.find(customFieldId);
    expectVersion(field.version, expectedVersion);
    field.change(command);
  }
}
