import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { mostCustomFields } from '@kairos/contracts';
import { CustomField } from './custom-field.entity.ts';
import { CustomFieldKeyTaken, CustomFieldNotFound, TooManyCustomFields } from './custom-field.errors.ts';

@Injectable()
export class CustomFields {
  constructor(private readonly em: EntityManager) {}

  async find(customFieldId: string): Promise<CustomField> {
    const field = await this.em.findOne(CustomField, { id: customFieldId });
    if (!field) throw new CustomFieldNotFound();
    return field;
  }

  /** @throws CustomFieldKeyTaken, TooManyCustomFields */
  async demandRoom(key: string, tenantId: string): Promise<void> {
    await this.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 81))', [tenantId]);
    if (await this.em.count(CustomField, { key })) throw new CustomFieldKeyTaken(key);
    if ((await this.em.count(CustomField, {})) >= mostCustomFields) throw new TooManyCustomFields(mostCustomFields);
  }
}
