import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { CustomFieldList, CustomFieldView, PlantSchema } from '@kairos/contracts';
import { tenantQuery, toInstant } from '@kairos/tenancy';
import { CustomFieldNotFound } from './custom-field.errors.ts';
import { plantSchemaWith } from './plant-schema.calc.ts';

const columns = `id, key, type, label, options, unit, required, applies_to as "appliesTo", retired, version, created_at as "createdAt", updated_at as "updatedAt"`;

@Injectable()
export class CustomFieldsQueries {
  constructor(private readonly em: EntityManager) {}

  async list(): Promise<CustomFieldList> {
    return { items: (await tenantQuery<CustomFieldView>(this.em, `select ${columns} from custom_field order by key`)).map(toView) };
  }

  async read(customFieldId: string): Promise<CustomFieldView> {
    const [row] = await tenantQuery<CustomFieldView>(this.em, `select ${columns} from custom_field where id = $1`, [customFieldId]);
    if (!row) throw new CustomFieldNotFound();
    return toView(row);
  }

  async plantSchema(): Promise<PlantSchema> {
    return plantSchemaWith((await this.list()).items);
  }
}

function toView(row: CustomFieldView): CustomFieldView {
  return { ...row, createdAt: toInstant(row.createdAt), updatedAt: toInstant(row.updatedAt) };
}
