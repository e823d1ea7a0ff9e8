import { customFieldPath, wattsOf, kilowattsOf, type CustomFieldValues, type GivenCustomFields, type PlantStatus, type PlantType, type PredicateFacts, type RegisterPlantBody } from '@kairos/contracts';
import { nestedCustomFields } from '../custom-fields/custom-field-paths.calc.ts';
import { givenCustomFields } from '../custom-fields/custom-field-rules.calc.ts';
import type { PlantFacts } from './plant-facts.calc.ts';
import type { PlantRules } from './plant-rules.calc.ts';
import { trimmedDecimal } from './trimmed-decimal.calc.ts';

type Known = {
  status: PlantStatus; type: PlantType; capacityW: bigint; protectedArea: boolean;
  incentivesTotalEur?: string | null | undefined; incentivesPerYearEur?: string | null | undefined; customsLicenceActive?: boolean | null | undefined;
};

/** What predicates ask about a plant. */
export function predicateFactsOf({ status, type, capacityW, protectedArea, ...granted }: Known, { incentivesBasis }: Pick<PlantRules, 'incentivesBasis'>): PredicateFacts {
  return {
    status, type, capacityKw: kilowattsOf(capacityW), protectedArea, incentivesBasis, incentivesTotalEur: trimmedDecimal(granted.incentivesTotalEur),
    incentivesPerYearEur: trimmedDecimal(granted.incentivesPerYearEur), customsLicenceActive: granted.customsLicenceActive ?? null,
  };
}

/** A body as a plant begins with it, its custom fields as they are stored. @throws CustomFieldsRefused */
export function registrable(body: RegisterPlantBody, rules: PlantRules): RegisterPlantBody {
  if (rules.customFields.size === 0 && !body.customFields) return body;
  const facts = predicateFactsOf({ ...body, capacityW: wattsOf(body.capacityKw) }, rules);
  return { ...body, customFields: givenCustomFields(body.customFields ?? {}, {}, facts, { rules: rules.customFields, registering: true }).values };
}

/** What giving values to a plant changes, in the fields of its log. @throws CustomFieldsRefused */
export function changedCustomFields(given: GivenCustomFields | undefined, held: CustomFieldValues | null | undefined, known: Known, rules: PlantRules): { paths: string[]; values: CustomFieldValues | null } {
  if (!given) return { paths: [], values: held ?? null };
  const { values, changed } = givenCustomFields(given, held ?? {}, predicateFactsOf(known, rules), { rules: rules.customFields, registering: false });
  return { paths: changed.map(customFieldPath), values: nullIfNone(values) };
}

/** What was held, with some fields as they were before; without a rule, since it was held once. */
export function restoredCustomFields(held: PlantFacts, now: CustomFieldValues | null | undefined): { others: PlantFacts; values: CustomFieldValues | null } {
  const { others, customFields = {} } = nestedCustomFields(held);
  const values = Object.entries({ ...now, ...customFields }).filter((entry): entry is [string, string | number | boolean] => entry[1] !== null);
  return { others: others as PlantFacts, values: nullIfNone(Object.fromEntries(values)) };
}

/** A plant that holds no custom field holds nothing there. */
export function nullIfNone(values: GivenCustomFields | undefined): CustomFieldValues | null {
  return values && Object.keys(values).length > 0 ? (values as CustomFieldValues) : null;
}
