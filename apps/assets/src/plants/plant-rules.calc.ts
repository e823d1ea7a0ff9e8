import type { IncentivesBasis } from '@kairos/contracts';
import type { CustomFieldRules } from '../custom-fields/custom-field-rules.calc.ts';

/** What a tenant has laid down for the changes of its plants. */
export type PlantRules = {
  /** Fields that change by an approved change set alone. */
  fourEyesFields: ReadonlySet<string>;
  customFields: CustomFieldRules;
  incentivesBasis: IncentivesBasis;
};

/** What holds for what somebody else has approved. */
export function approvedRules(rules: PlantRules): PlantRules {
  return { ...rules, fourEyesFields: new Set() };
}

/** Those of some fields that need approval to change. */
export function fieldsToApprove(fields: readonly string[], { fourEyesFields }: PlantRules): string[] {
  return fourEyesFields.size === 0 ? [] : fields.filter((field) => fourEyesFields.has(field.split('.', 1)[0] ?? ''));
}
