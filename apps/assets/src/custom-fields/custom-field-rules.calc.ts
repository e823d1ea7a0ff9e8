import { evaluatePredicate, tellFailures, type CustomFieldType, type CustomFieldValues, type GivenCustomFields, type Predicate, type PredicateFacts } from '@kairos/contracts';
import { CustomFieldsRefused } from './custom-field.errors.ts';
import { readCustomFieldValue } from './custom-field-value.calc.ts';

/** A definition as plants are held to it. */
export type CustomFieldRule = { key: string; type: CustomFieldType; options: readonly string[] | null; required: boolean; appliesTo: Predicate | null; retired: boolean };
export type CustomFieldRules = ReadonlyMap<string, CustomFieldRule>;
type Problem = { pointer: string; detail: string; code: string };

/**
 * What a plant holds in custom fields once values are given to it.
 *
 * @param facts of the plant as they will be
 * @param registering whether the plant is new, so that what is required is demanded
 * @returns all values, and the keys whose value changes
 * @throws CustomFieldsRefused with every problem at its field
 */
export function givenCustomFields(given: GivenCustomFields, held: CustomFieldValues, facts: PredicateFacts, { rules, registering }: { rules: CustomFieldRules; registering: boolean }): { values: CustomFieldValues; changed: string[] } {
  const [values, changed, problems]: [CustomFieldValues, string[], Problem[]] = [{ ...held }, [], []];
  const refuse = (key: string, code: string, detail: string) => problems.push({ pointer: `/customFields/${key}`, detail, code: `custom-field-${code}` });
  for (const [key, value] of Object.entries(given)) {
    const rule = rules.get(key);
    if (!rule) refuse(key, 'unknown', 'is no custom field');
    else if (value === null) {
      if (!Object.hasOwn(held, key)) continue;
      if (rule.required && !inactive(rule, facts)) refuse(key, 'required', 'is required, and is not taken away');
      delete values[key];
      changed.push(key);
    } else {
      // What a plant holds it may keep, whatever the field takes by now.
      if (Object.hasOwn(held, key) && String(held[key]) === String(value).trim()) continue;
      const read = readCustomFieldValue(rule, value);
      if ('value' in read && read.value === held[key]) continue;
      const why = inactive(rule, facts);
      if (why) refuse(key, rule.retired ? 'retired' : 'not-applicable', why);
      else if ('problem' in read) refuse(key, 'invalid', read.problem);
      else {
        values[key] = read.value;
        changed.push(key);
      }
    }
  }
  if (registering) for (const rule of rules.values()) if (rule.required && !Object.hasOwn(values, rule.key) && (given[rule.key] ?? null) === null && !inactive(rule, facts)) refuse(rule.key, 'required', 'is required');
  if (problems.length > 0) throw new CustomFieldsRefused(problems);
  return { values, changed };
}

/** What a plant holds, told apart by whether its field applies to it. */
export function activeAndInactive(held: CustomFieldValues, facts: PredicateFacts, rules: CustomFieldRules): Record<'active' | 'inactive', CustomFieldValues> {
  const isActive = (key: string) => {
    const rule = rules.get(key);
    return rule !== undefined && !inactive(rule, facts);
  };
  const [on, off] = [Object.entries(held).filter(([key]) => isActive(key)), Object.entries(held).filter(([key]) => !isActive(key))];
  return { active: Object.fromEntries(on), inactive: Object.fromEntries(off) };
}

/** Why a field is nothing for a plant; undefined where it is something. */
function inactive({ retired, appliesTo }: CustomFieldRule, facts: PredicateFacts): string | undefined {
  if (retired) return 'is retired';
  if (!appliesTo) return undefined;
  const { applies, failed } = evaluatePredicate(appliesTo, facts);
  return applies ? undefined : `does not apply to the plant: ${tellFailures(failed, facts)}`;
}
