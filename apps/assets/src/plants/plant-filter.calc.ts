import { customFieldKeyOf, wattsOf, type PlantFilters } from '@kairos/contracts';
import { sizeBandLimits } from './plant-view.calc.ts';

/** Adds a value to those of a statement. @returns the name it has there, such as `$3` */
export type Bind = (value: unknown) => string;

/** The filters as conditions on the table `plant`, all of which hold for what is let through; custom fields among them by the text of their value. Deleted plants are left out. */
export function plantConditions(filters: PlantFilters, scope: readonly string[] | null, bind: Bind): string[] {
  const conditions = ['deleted_at is null'];
  const add = <T>(value: T | undefined, condition: (value: T) => string) => value !== undefined && conditions.push(condition(value));
  if (scope !== null) conditions.push(`id = any(${bind(scope)}::uuid[])`);
  add(filters.type, (type) => `type = ${bind(type)}`);
  add(filters.status, (status) => `status = ${bind(status)}`);
  add(filters.region, (region) => `region = ${bind(region)}`);
  add(filters.province, (province) => `province = ${bind(province)}`);
  add(filters.tag, (tag) => `tags @> array[${bind(tag)}]::text[]`);
  add(filters.protectedArea, (guarded) => `protected_area = ${bind(guarded)}`);
  add(filters.capacityFromKw, (kw) => `capacity_w >= ${bind(wattsOf(kw))}::bigint`);
  add(filters.capacityToKw, (kw) => `capacity_w <= ${bind(wattsOf(kw))}::bigint`);
  add(filters.text, (text) => `concat_ws(E'\\n', name, code, municipality) ilike ${bind(`%${escapeLike(text)}%`)}`);
  if (filters.sizeBand) {
    const { aboveW, upToW } = sizeBandLimits(filters.sizeBand);
    if (aboveW !== null) conditions.push(`capacity_w > ${bind(aboveW)}::bigint`);
    if (upToW !== null) conditions.push(`capacity_w <= ${bind(upToW)}::bigint`);
  }
  for (const [name, value] of Object.entries(filters)) {
    const key = customFieldKeyOf(name);
    if (key !== undefined) conditions.push(`custom_fields ->> ${bind(key)}::text = ${bind(value)}::text`);
  }
  return conditions;
}

function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, (character) => `\\${character}`);
}
