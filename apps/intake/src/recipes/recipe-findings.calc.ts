import { columnsOf, columnsOfField, columnsOfTransformations, importTargets, isServiceTarget, type FieldMapping, type NewRecipeBody, type RecipeFinding, type Taking, type Transformation } from '@kairos/contracts';
import { z } from 'zod';
import { LinearPattern } from '../patterns/linear-pattern.calc.ts';
import { PatternFault } from '../patterns/parse-pattern.calc.ts';

type Found = (code: RecipeFinding['code'], severity: RecipeFinding['severity'], place: (string | number)[], detail: string) => void;

/** What can be said of a recipe without any file: what its target will not take, what nothing uses, where something gets lost. */
export function recipeFindings(recipe: NewRecipeBody): RecipeFinding[] {
  const findings: RecipeFinding[] = [];
  const found: Found = (code, severity, place, detail) => findings.push({ code, severity, pointer: place.map((part) => `/${part}`).join(''), detail });
  findMismatches(recipe, found);
  findUnused(recipe, found);
  findLosses(recipe, found);
  findBadPatterns(recipe, found);
  return findings;
}

function findMismatches({ target, fields }: NewRecipeBody, found: Found): void {
  if (!isServiceTarget(target)) return;
  const { properties = {} } = z.toJSONSchema(importTargets[target].body, { io: 'input', unrepresentable: 'any' }) as { properties?: Record<string, object> };
  fields.forEach((field, index) => {
    const given = field.as === 'integer' ? ['integer', 'number'] : ['string'];
    const taken = typesOf(properties[field.target] ?? {});
    if (taken.size > 0 && !given.some((type) => taken.has(type))) {
      found('type-mismatch', 'error', ['fields', index, 'as'], `${field.target} takes ${[...taken].join(' or ')}, and ${field.as} gives ${given[0]}`);
    }
  });
}

/** The types a JSON schema takes, as far as it names them. */
function typesOf(schema: object): Set<string> {
  const { type, anyOf = [], oneOf = [], enum: choices = [] } = schema as { type?: string | string[]; anyOf?: object[]; oneOf?: object[]; enum?: unknown[] };
  return new Set([...[type ?? []].flat(), ...choices.map((choice) => typeof choice), ...[...anyOf, ...oneOf].flatMap((one) => [...typesOf(one)])].filter((name) => name !== 'null'));
}

function findUnused({ steps, fields, rules, columns }: NewRecipeBody, found: Found): void {
  const reads = new Set([
    ...steps.flatMap(({ take, transform }) => [...columnsOf(take), ...columnsOfTransformations(transform)]),
    ...fields.flatMap(columnsOfField),
    ...rules.flatMap(({ column }) => column ?? []),
  ]);
  // An expression may read any column, so nothing can be said beside one.
  if (hasExpressions({ steps, fields, rules })) return;
  steps.forEach(({ into }, index) => {
    if (!reads.has(into)) found('unused-field', 'warning', ['steps', index, 'into'], `nothing uses "${into}"`);
  });
  columns?.forEach((name, index) => {
    if (!reads.has(name)) found('unused-field', 'warning', ['columns', index], `nothing uses the column "${name}"`);
  });
}

function hasExpressions({ steps, fields, rules }: Pick<NewRecipeBody, 'steps' | 'fields' | 'rules'>): boolean {
  return expressionsOf({ steps, fields, rules }).length > 0;
}

type Placed = { expression: string; place: (string | number)[] };

/** Every expression of a recipe, with its place. */
export function expressionsOf({ steps, fields, rules }: Pick<NewRecipeBody, 'steps' | 'fields' | 'rules'>): Placed[] {
  const taken = (take: Taking | undefined, place: (string | number)[]): Placed[] => (take?.kind === 'custom' ? [{ expression: take.expression, place: [...place, 'take', 'expression'] }] : []);
  const changed = (transform: readonly Transformation[], place: (string | number)[]): Placed[] =>
    transform.flatMap((one, at) => (one.kind === 'customExpression' ? [{ expression: one.expression, place: [...place, 'transform', at, 'expression'] }] : []));
  const both = (parts: readonly { take?: Taking | undefined; transform: readonly Transformation[] }[], name: string): Placed[] =>
    parts.flatMap(({ take, transform }, index) => [...taken(take, [name, index]), ...changed(transform, [name, index])]);
  return [
    ...both(steps, 'steps'),
    ...both(fields, 'fields'),
    ...rules.flatMap((rule, index) => (rule.kind === 'custom' ? [{ expression: rule.expression, place: ['rules', index, 'expression'] }] : [])),
  ];
}

function findLosses({ steps, fields, onError }: NewRecipeBody, found: Found): void {
  const lost = (place: (string | number)[], detail: string) => found('data-loss-risk', 'warning', place, detail);
  const look = (parts: readonly (Pick<FieldMapping, 'transform'> & { take?: Taking | undefined })[], name: string) =>
    parts.forEach(({ take, transform }, index) => {
      const told = take && lossOf(take);
      if (told) lost([name, index, 'take'], told);
      transform.forEach((one, at) => {
        const detail = lossOf(one);
        if (detail) lost([name, index, 'transform', at], detail);
      });
    });
  look(steps, 'steps');
  look(fields, 'fields');
  if (onError.action === 'continue') lost(['onError', 'action'], 'cells that cannot be read are left empty where the field may be');
}

function lossOf(one: Taking | Transformation): string | undefined {
  switch (one.kind) {
    case 'split':
      return 'the other parts of the text are left out';
    case 'formatNumber':
    case 'math':
      return one.decimals === undefined && !(one.kind === 'math' && one.operation === 'divide') ? undefined : `rounds to ${one.decimals ?? 9} decimals`;
    case 'lookup':
    case 'lookupTable':
      return one.unmatched === 'empty' ? 'text that the table does not list becomes empty' : undefined;
    case 'replaceValue':
      return one.with === '' ? 'what the pattern finds is left out' : undefined;
    default:
      return undefined;
  }
}

function findBadPatterns({ steps, fields, rules }: NewRecipeBody, found: Found): void {
  const check = (pattern: string, place: (string | number)[]) => {
    try {
      new LinearPattern(pattern);
    } catch (error) {
      if (!(error instanceof PatternFault)) throw error;
      found('invalid-pattern', 'error', place, `is no pattern that is taken: ${error.message}`);
    }
  };
  const look = (parts: readonly { take?: Taking | undefined; transform: readonly Transformation[] }[], name: string) =>
    parts.forEach(({ take, transform }, index) => {
      if (take?.kind === 'conditional') {
        take.cases.forEach(({ when }, at) => when.forEach((one, which) => 'value' in one && one.is === 'matches' && check(one.value, [name, index, 'take', 'cases', at, 'when', which, 'value'])));
      }
      transform.forEach((one, at) => {
        const place = [name, index, 'transform', at];
        if (one.kind === 'replaceValue') check(one.pattern, [...place, 'pattern']);
        if (one.kind === 'conditionalValue') one.when.forEach((condition, which) => 'value' in condition && condition.is === 'matches' && check(condition.value, [...place, 'when', which, 'value']));
      });
    });
  look(steps, 'steps');
  look(fields, 'fields');
  rules.forEach((rule, index) => rule.kind === 'pattern' && check(rule.pattern, ['rules', index, 'pattern']));
}
