import type { RowError } from '@kairos/contracts';
import { RowTakesTooLong } from '../patterns/work-meter.ts';
import { shorten } from '../rows/check-row.calc.ts';
import type { Refusal, RowAtHand } from '../steps/step.ts';
import type { CompiledRecipe, CompiledRule } from './compile-recipe.calc.ts';
import type { Answers, ExpressionCall, MappedValues } from './map-row.calc.ts';

/** The rules that a row breaks. Warnings and remarks carry their severity; a custom rule without an answer yet adds a call. */
export function brokenRules({ rules }: CompiledRecipe, hand: RowAtHand, values: MappedValues, calls: ExpressionCall[], answers: Answers | undefined): RowError[] {
  return rules.flatMap((rule) => {
    const text = subjectOf(rule, hand, values);
    if (text === undefined) return [];
    const refusal = typeof rule.check === 'number' ? asked(rule.check, text, { values, calls, answers }) : checked(rule.check, text ?? '');
    return refusal ? [told(rule, text, refusal)] : [];
  });
}

/** The text that a rule checks, null where it checks the row as a whole, undefined where there is none to check. */
function subjectOf({ field, cell }: CompiledRule, hand: RowAtHand, values: MappedValues): string | null | undefined {
  if (cell) return cell(hand);
  if (field === null) return null;
  const value = values[field];
  return value === undefined ? undefined : String(value ?? '');
}

function checked(check: (text: string) => Refusal | undefined, text: string): Refusal | undefined {
  try {
    return check(text);
  } catch (error) {
    if (error instanceof RowTakesTooLong) return { code: 'pattern-too-slow', detail: 'is too long for the rules of the recipe' };
    throw error;
  }
}

function asked(expression: number, value: string | null, { values, calls, answers }: { values: MappedValues; calls: ExpressionCall[]; answers: Answers | undefined }): Refusal | undefined {
  const answer = answers?.[expression];
  if (answer === undefined) calls.push({ expression, value, fields: values });
  if (answer === undefined || answer === 'true') return undefined;
  return typeof answer === 'object' && 'code' in answer ? answer : { code: 'rule-broken', detail: 'does not keep to a rule of the recipe' };
}

function told({ field, column, severity, code, message }: CompiledRule, text: string | null, refusal: Refusal): RowError {
  const detail = message ?? `${column ?? field ?? 'the row'} ${refusal.detail}`;
  return { code: code ?? refusal.code, column, field, value: text === null ? null : shorten(text), detail, ...(severity === 'error' ? {} : { severity }) };
}
