import { authorityRecordFields, fieldsKeptElsewhere, recordAuthorities, registryCardFacts, type RecordAuthority } from '@kairos/contracts';
import type { PlantRecord } from '../plants/plant-records.projection.ts';
import type { TemplateValue } from './template-values.calc.ts';

const cardFields = Object.keys(registryCardFacts).filter((field) => field !== 'technicalDetails');
const lists = new Set(['paymentFrequency', 'antimafiaStatus']);

/**
 * What the registry card and the authority records of a plant hold, as `registryCard.<field>` and `authority.<record>.<field>`. Those that
 * hold nothing are there too.
 *
 * @param records null when the caller may not read them: every value is withheld then
 * @param podCode a fact of the plant, which the record of the grid operator shows as its own
 */
export function recordValues(records: readonly PlantRecord[] | null, podCode: string | null): Map<string, TemplateValue> {
  const valueOf = (kind: PlantRecord['kind'], field: string): TemplateValue => {
    const record = records?.find((one) => one.kind === kind);
    const source = kind === 'registry-card' ? 'registry_card' : `authority_record.${kind}`;
    const value = { value: record?.fields[field] ?? null, kind: kindOf(field), origin: `${source}.${field}${record ? `, version ${record.version}` : ''}` };
    return records ? value : { ...value, withheld: true };
  };
  const ofAuthority = (authority: RecordAuthority, field: string): TemplateValue => {
    const place = fieldsKeptElsewhere[`${authority}.${field}`];
    if (place === 'registry-card') return valueOf('registry-card', field);
    if (place === 'plant') return { value: podCode, kind: 'text', origin: `plant_facts.${field}`, ...(records ? {} : { withheld: true }) };
    return valueOf(authority, field);
  };
  return new Map([
    ...cardFields.map((field): [string, TemplateValue] => [`registryCard.${field}`, valueOf('registry-card', field)]),
    ...recordAuthorities.flatMap((authority) => Object.keys(authorityRecordFields[authority]).map((field): [string, TemplateValue] => [`authority.${authority}.${field}`, ofAuthority(authority, field)])),
  ]);
}

/** How a field is read, by the names that fields have: days end in `On`, quantities in their unit. A year is no quantity. */
function kindOf(field: string): TemplateValue['kind'] {
  if (field.endsWith('On')) return 'date';
  if (/(Kw|Kv|Mw|Mvar|Mwh|Eur|M2|Count|PerYear|PerMwh|Years)$/.test(field)) return 'number';
  if (/(Compliant|Declared|Enabled)$/.test(field)) return 'boolean';
  return lists.has(field) ? 'word' : 'text';
}
