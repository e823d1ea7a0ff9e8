import type { z } from 'zod';
import { customFieldKeyOf } from '../assets/custom-field.ts';
import { importTargets, isServiceTarget, type ImportTarget } from './import-targets.ts';
import { columnsOf, columnsOfTransformations, type RecipeStep } from './recipe-steps.ts';
import type { FieldMapping, RecipeUnit } from './recipe-fields.ts';
import type { ValidationRule } from './recipe-rules.ts';
import { targetSchemaFields } from './target-fields.ts';

type Checked = { target: ImportTarget; connector?: object | undefined; naturalKey: string[]; steps: RecipeStep[]; fields: FieldMapping[]; rules: ValidationRule[] };
type Fault = (path: (string | number)[], message: string, code?: string) => void;

/** What the shape of a recipe alone does not say: what its target has, and what its parts say of each other. */
export function checkRecipe(recipe: Checked, context: z.RefinementCtx): void {
  const fault: Fault = (path, message, code) => context.addIssue({ code: 'custom', path, message, ...(code ? { params: { code } } : {}) });
  checkSteps(recipe.steps, fault);
  // What an endpoint of a connector takes is looked up when the recipe is published.
  const { known, required } = isServiceTarget(recipe.target) ? targetSchemaFields(importTargets[recipe.target].body) : { known: undefined, required: [] };
  if (!isServiceTarget(recipe.target) && !recipe.connector) fault(['connector'], 'must name a connector and its endpoint');
  if (isServiceTarget(recipe.target) && recipe.connector) fault(['connector'], 'is for the target connector');
  const mapped = new Map<string, FieldMapping>();
  recipe.fields.forEach((field, index) => {
    if (known && !takes(known, field.target)) fault(['fields', index, 'target'], `${recipe.target} has no field ${field.target}`);
    if (mapped.has(field.target)) fault(['fields', index, 'target'], `${field.target} is mapped twice`);
    checkSource(field, (path, message) => fault(['fields', index, ...path], message));
    mapped.set(field.target, field);
  });
  for (const name of required) if (!mapped.has(name)) fault(['fields'], `${recipe.target} needs ${name}`, 'required-field');
  recipe.naturalKey.forEach((name, index) => {
    if (!mapped.get(name)?.required) fault(['naturalKey', index], `${name} must be mapped and required`);
  });
  recipe.rules.forEach((rule, index) => checkRule(rule, mapped, (path, message) => fault(['rules', index, ...path], message)));
}

/** Which custom fields there are is up to the tenant, and looked at when rows arrive. */
function takes(known: ReadonlySet<string>, target: string): boolean {
  return customFieldKeyOf(target) === undefined ? known.has(target) : known.has('customFields');
}

function checkSource(field: FieldMapping, fault: Fault): void {
  if (field.from !== undefined && field.take) fault(['take'], 'stands in the place of a column (from), not beside it');
  if (field.from === undefined && !field.take && field.default === undefined) fault([], 'needs a column (from) or a default');
  if (field.as !== 'decimal') return;
  if (field.unit && !sameQuantity(field.unit)) fault(['unit'], `${field.unit.from} cannot become ${field.unit.to}`);
  if (field.decimalSeparator !== 'auto' && field.decimalSeparator === field.groupSeparator) fault(['groupSeparator'], 'must differ from the decimal separator');
}

/** A step reads the file and the steps before it: one that reads itself or a later one would never come to an end. */
function checkSteps(steps: readonly RecipeStep[], fault: Fault): void {
  const madeAt = new Map<string, number>();
  steps.forEach(({ into }, index) => {
    if (madeAt.has(into)) fault(['steps', index, 'into'], `"${into}" is made twice`);
    madeAt.set(into, index);
  });
  steps.forEach(({ into, take, transform }, index) => {
    for (const column of [...columnsOf(take), ...columnsOfTransformations(transform)]) {
      if ((madeAt.get(column) ?? -1) >= index) fault(['steps', index], `"${into}" needs "${column}", which ${column === into ? 'is itself' : 'a later step makes'}`, 'circular-reference');
    }
  });
}

function checkRule(rule: ValidationRule, mapped: ReadonlyMap<string, FieldMapping>, fault: Fault): void {
  if (rule.field !== undefined && rule.column !== undefined) fault([], 'names a field or a column, not both');
  if (rule.field === undefined && rule.column === undefined && rule.kind !== 'custom') fault([], 'needs a field or a column to check');
  if (rule.field !== undefined && !mapped.has(rule.field)) fault(['field'], `${rule.field} is not mapped`);
  if ((rule.kind === 'range' || rule.kind === 'length') && rule.min === undefined && rule.max === undefined) fault([], 'needs a min or a max');
  if (rule.kind === 'range' && rule.min !== undefined && rule.max !== undefined && isDate(rule.min) !== isDate(rule.max)) fault([], 'ranges over numbers or over dates, not both');
}

/** Numbers have at most one hyphen, in front. */
function isDate(text: string): boolean {
  return text.indexOf('-', 1) > 0;
}

function sameQuantity({ from, to }: { from: RecipeUnit; to: RecipeUnit }): boolean {
  return from.endsWith('h') === to.endsWith('h');
}
