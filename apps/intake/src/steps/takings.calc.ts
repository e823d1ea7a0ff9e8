import type { ColumnCondition, Taking } from '@kairos/contracts';
import { compileCondition } from './conditions.calc.ts';
import { waiting, type Outcome, type PlainNumber, type RowAtHand, type Scope, type Take } from './step.ts';
import { lookup, reformatDate, reformatNumber } from './transformations.calc.ts';

type Kind<K> = Extract<Taking, { kind: K }>;
type Read = (row: RowAtHand) => string | undefined;
type ReadMarked = (row: RowAtHand) => string | PlainNumber | undefined;

/** How a text is made of the columns of a row. @throws PatternFault for a pattern that is none */
export function compileTaking(take: Taking, scope: Scope): Take {
  switch (take.kind) {
    case 'direct':
      return marked(take.column, scope, (text, plain) => (plain ? { number: text } : text));
    case 'formatDate':
      return changed(scope.reader(take.column), reformatDate(take));
    case 'formatNumber':
      return marked(take.column, scope, reformatNumber(take));
    case 'lookup':
      return changed(scope.reader(take.column), lookup(take));
    case 'split':
      return changed(scope.reader(take.column), (text) => partsOf(text, take.separator, scope).at(take.part > 0 ? take.part - 1 : take.part)?.trim() ?? '');
    case 'concatenate':
      return concatenation(take, scope);
    case 'conditional':
      return choice(take, scope);
    case 'custom': {
      const number = scope.numberOf(take.expression);
      return ({ ask }) => ask(number, null);
    }
  }
}

function partsOf(text: string, separator: string, { meter }: Scope): string[] {
  meter.read(text);
  return text.split(separator);
}

function changed(read: Read, change: (text: string) => Outcome): Take {
  return (row) => {
    const text = read(row);
    return text === undefined ? waiting : text === '' ? '' : change(text);
  };
}

function marked(column: string, scope: Scope, change: (text: string, plain: boolean) => Outcome): Take {
  const [read, isNumber] = [scope.reader(column), scope.isNumber(column)];
  return (row) => {
    const text = read(row);
    return text === undefined ? waiting : text === '' ? '' : change(text, isNumber(row));
  };
}

function concatenation({ columns, separator, skipEmpty }: Kind<'concatenate'>, scope: Scope): Take {
  const readers = columns.map((column) => ({ read: scope.reader(column), isNumber: scope.isNumber(column) }));
  return (row) => {
    const parts: string[] = [];
    let plain = false;
    for (const { read, isNumber } of readers) {
      const text = read(row);
      if (text === undefined) return waiting;
      if (text === '' && skipEmpty) continue;
      scope.meter.read(text);
      parts.push(text);
      plain = isNumber(row);
    }
    const whole = parts.join(separator);
    return plain && parts.length === 1 ? { number: whole } : whole;
  };
}

function choice({ cases, otherwise }: Kind<'conditional'>, scope: Scope): Take {
  const compiled = cases.map(({ when, take }) => ({ when: when.map((condition) => compileColumnCondition(condition, scope)), take: compileChosen(take, scope) }));
  const last = otherwise ? compileChosen(otherwise, scope) : () => '';
  return (row) => {
    for (const { when, take } of compiled) {
      const answers = when.map((holds) => holds(row));
      if (answers.includes(undefined)) return waiting;
      if (answers.every(Boolean)) return take(row) ?? waiting;
    }
    return last(row) ?? waiting;
  };
}

function compileColumnCondition(condition: ColumnCondition, scope: Scope): (row: RowAtHand) => boolean | undefined {
  const read = scope.reader(condition.column);
  const holds = compileCondition(condition, scope.meter);
  return (row) => {
    const text = read(row);
    return text === undefined ? undefined : holds(text);
  };
}

function compileChosen(chosen: { text: string } | { column: string }, scope: Scope): ReadMarked {
  if ('text' in chosen) return () => chosen.text;
  const [read, isNumber] = [scope.reader(chosen.column), scope.isNumber(chosen.column)];
  return (row) => {
    const text = read(row);
    return text !== undefined && text !== '' && isNumber(row) ? { number: text } : text;
  };
}
