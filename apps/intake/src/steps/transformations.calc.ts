import { addExact, divideExact, formatExact, multiplyExact, parseExact, roundExact, subtractExact, timesPowerOfTen, type ExactDecimal, type NumberFormat, type TextChange, type Transformation } from '@kairos/contracts';
import { LinearPattern } from '../patterns/linear-pattern.calc.ts';
import { readDate } from '../values/read-date.calc.ts';
import { readNumber } from '../values/read-number.calc.ts';
import { writeDate } from '../values/write-date.calc.ts';
import { writeNumber } from '../values/write-number.calc.ts';
import { compileCondition } from './conditions.calc.ts';
import { isPlainNumber, textMade, waiting, type Outcome, type Scope, type Transform } from './step.ts';

type Kind<K> = Extract<Transformation, { kind: K }>;
type Numbers = { from: NumberFormat; to: NumberFormat; decimals?: number | undefined };
type Table = { table: Record<string, string>; unmatched: 'reject' | 'keep' | 'empty' };

/** One function for a chain of transformations. @throws PatternFault for a pattern that is none */
export function compileTransformations(chain: readonly Transformation[], scope: Scope): Transform {
  const links = chain.map((one) => compileOne(one, scope));
  return (first, row, plain) => {
    let outcome: Outcome = plain ? { number: first } : first;
    for (const link of links) {
      const text = textMade(outcome);
      if (text === undefined) return outcome;
      scope.meter.read(text);
      const next = link(text, row, isPlainNumber(outcome));
      // What leaves a number as it is leaves it a number.
      if (next !== text) outcome = next;
    }
    return outcome;
  };
}

function compileOne(one: Transformation, scope: Scope): Transform {
  switch (one.kind) {
    case 'conditionalValue': {
      const conditions = one.when.map((condition) => compileCondition(condition, scope.meter));
      return (text) => (conditions.every((holds) => holds(text)) ? one.take : (one.otherwise ?? text));
    }
    case 'customExpression': {
      const number = scope.numberOf(one.expression);
      return (text, row) => row.ask(number, text === '' ? null : text);
    }
    case 'math':
      return unlessEmpty(calculate(one, scope));
    default: {
      const change = compilePlain(one, scope);
      return unlessEmpty((text, _, plain) => change(text, plain));
    }
  }
}

const unlessEmpty = (transform: Transform): Transform => (text, row, plain) => (text === '' ? text : transform(text, row, plain));

function compilePlain(one: Exclude<Transformation, { kind: 'conditionalValue' | 'customExpression' | 'math' }>, { meter }: Scope): (text: string, plain: boolean) => Outcome {
  switch (one.kind) {
    case 'formatDate':
      return reformatDate(one);
    case 'formatText':
      return (text) => one.apply.reduce((changed, change) => {
        meter.read(changed);
        return textChanges[change](changed);
      }, text);
    case 'formatNumber':
      return reformatNumber(one);
    case 'percentage':
      return percentage(one);
    case 'replaceValue': {
      const pattern = new LinearPattern(one.pattern, one.ignoreCase, meter);
      return (text) => pattern.replace(text, one.with, one.all);
    }
    case 'lookupTable':
      return lookup(one);
  }
}

const capitalize = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const textChanges: Record<TextChange, (text: string) => string> = {
  upper: (text) => text.toUpperCase(),
  lower: (text) => text.toLowerCase(),
  title: (text) => text.toLowerCase().replace(/(?<![\p{L}\p{N}])\p{L}/gu, (letter) => letter.toUpperCase()),
  capitalize,
  trim: (text) => text.trim(),
  squeeze: (text) => text.trim().replace(/\s+/g, ' '),
};

/** A date of none of the formats stays as it is; whatever reads it later says so. */
export function reformatDate({ from, to }: { from: readonly string[]; to: string }): (text: string) => string {
  const readers = from.map(readDate);
  const write = writeDate(to);
  return (text) => {
    for (const read of readers) {
      const date = read(text);
      if (date !== undefined) return write(date);
    }
    return text;
  };
}

/** Text that is no number stays as it is. */
export function reformatNumber({ from, to, decimals }: Numbers): (text: string, plain: boolean) => Outcome {
  const [read, write] = [numberIn(from), writeNumber(to, decimals)];
  const toPlain = to.decimalSeparator === '.' && to.groupSeparator === '';
  return (text, plain) => {
    const number = read(text, plain);
    if (!number) return text;
    return toPlain ? { number: write(number) } : write(number);
  };
}

/** What a table says of a text. */
export function lookup({ table, unmatched }: Table): (text: string) => Outcome {
  const entries = new Map(Object.entries(table));
  return (text) => entries.get(text) ?? (unmatched === 'keep' ? text : unmatched === 'empty' ? '' : { code: 'unmapped-value', detail: `holds "${text.slice(0, 200)}", which the table does not list` });
}

function numberIn(format: NumberFormat): (text: string, plain: boolean) => ExactDecimal | undefined {
  const read = readNumber(format);
  return (text, plain) => {
    const written = plain ? text : read(text);
    return written === undefined ? undefined : parseExact(written);
  };
}

function calculate({ operation, by, decimals, from }: Kind<'math'>, scope: Scope): Transform {
  const read = numberIn(from);
  const operand = typeof by === 'string' ? () => by : scope.reader(by.column);
  const isPlain = typeof by === 'string' ? () => true : scope.isNumber(by.column);
  return (text, row, plain) => {
    const right = operand(row);
    if (right === undefined) return waiting;
    const [a, b] = [read(text, plain), read(right, isPlain(row))];
    if (!a || !b) return text;
    const result = resultOf(operation, a, b, decimals ?? 9);
    if (!result) return { code: 'division-by-zero', detail: 'would be divided by zero' };
    return { number: formatExact(decimals === undefined ? result : roundExact(result, decimals)) };
  };
}

function resultOf(operation: Kind<'math'>['operation'], a: ExactDecimal, b: ExactDecimal, decimals: number): ExactDecimal | undefined {
  if (operation === 'add') return addExact(a, b);
  if (operation === 'subtract') return subtractExact(a, b);
  return operation === 'multiply' ? multiplyExact(a, b) : divideExact(a, b, decimals);
}

function percentage({ to, from }: Kind<'percentage'>): (text: string, plain: boolean) => Outcome {
  const read = numberIn(from);
  return (text, plain) => {
    const number = read(text.endsWith('%') ? text.slice(0, -1).trimEnd() : text, plain);
    return number ? { number: formatExact(timesPowerOfTen(number, to === 'percent' ? 2 : -2)) } : text;
  };
}
