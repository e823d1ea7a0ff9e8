import { compareExact, parseExact, type ValidationRule } from '@kairos/contracts';
import { LinearPattern } from '../patterns/linear-pattern.calc.ts';
import type { WorkMeter } from '../patterns/work-meter.ts';
import { readDate } from '../values/read-date.calc.ts';
import { readNumber } from '../values/read-number.calc.ts';
import type { Refusal } from './step.ts';

type Plain = Exclude<ValidationRule, { kind: 'custom' }>;
type Kind<K> = Extract<Plain, { kind: K }>;

const refuse = (code: string, detail: string): Refusal => ({ code, detail });
const email = /^[^\s@<>]{1,64}@[^\s@<>]{1,255}$/;
const isEmail = (text: string) => text.length <= 320 && email.test(text) && /\.[^.]{2,}$/.test(text);
const isUrl = (text: string) => /^https?:\/\/[^\s/]+(?:\/\S*)?$/i.test(text) && URL.canParse(text);
const isPhone = (text: string) => /^\+?[\d ()/.-]{6,25}$/.test(text) && text.replace(/\D/g, '').length >= 6;
const isUuid = (text: string) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
const formats = [[',', '.'], ['.', ','], ['.', ''], [',', ''], [',', ' '], ['.', "'"]] as const;
const numbers = formats.map(([decimalSeparator, groupSeparator]) => readNumber({ decimalSeparator, groupSeparator }));
const isNumber = (text: string) => numbers.some((read) => read(text) !== undefined);
const isIsoDate = readDate('YYYY-MM-DD');
/** No number is longer, and whitespace without end costs the more the longer it is. */
const longestAmount = 100;
const words = new Set(['true', 'false', 'yes', 'no', 'sì', 'si', '1', '0', 'y', 'n']);

const types: Record<Kind<'type'>['type'], (text: string) => boolean> = {
  text: () => true,
  integer: (text) => /^-?\d{1,60}$/.test(text),
  decimal: (text) => parseExact(text) !== undefined,
  boolean: (text) => words.has(text.toLowerCase()),
  date: (text) => isIsoDate(text) !== undefined,
  email: isEmail,
  url: isUrl,
  phone: isPhone,
  currency: (text) => text.length <= longestAmount && isNumber(text.replace(/^(?:€|EUR|\$|USD|£|GBP|CHF)\s*|\s*(?:€|EUR|\$|USD|£|GBP|CHF)$/g, '')),
  percentage: (text) => isNumber(text.endsWith('%') ? text.slice(0, -1).trimEnd() : text),
};
const named = { email: isEmail, url: isUrl, phone: isPhone, uuid: isUuid };
const articles: Record<string, string> = { integer: 'a whole number', decimal: 'a decimal number', email: 'an e-mail address', url: 'a web address', phone: 'a telephone number', uuid: 'a UUID', boolean: 'yes or no', currency: 'an amount of money', date: 'a date' };

/** How a rule checks a text; undefined where it holds. Empty text breaks `required` alone. @throws PatternFault */
export function compileRule(rule: Plain, meter: WorkMeter): (text: string) => Refusal | undefined {
  if (rule.kind === 'required') return (text) => (text === '' ? refuse('required', 'must not be empty') : undefined);
  const check = compileFilled(rule, meter);
  return (text) => {
    if (text === '') return undefined;
    meter.read(text);
    return check(text);
  };
}

function compileFilled(rule: Exclude<Plain, { kind: 'required' }>, meter: WorkMeter): (text: string) => Refusal | undefined {
  switch (rule.kind) {
    case 'type':
      return unless(types[rule.type], refuse('wrong-type', `must be ${articles[rule.type] ?? `a ${rule.type}`}`));
    case 'format': {
      const { format } = rule;
      if (typeof format === 'string') return unless(named[format], refuse('wrong-format', `must be ${articles[format]}`));
      const read = readDate(format.date);
      return unless((text) => read(text) !== undefined, refuse('wrong-format', `must be a date such as ${format.date}`));
    }
    case 'length':
      return (text) => {
        if (rule.min !== undefined && text.length < rule.min) return refuse('too-short', `must have at least ${rule.min} characters`);
        return rule.max !== undefined && text.length > rule.max ? refuse('too-long', `must have at most ${rule.max} characters`) : undefined;
      };
    case 'range':
      return range(rule);
    case 'pattern': {
      const pattern = new LinearPattern(rule.pattern, rule.ignoreCase, meter);
      return unless((text) => pattern.test(text), refuse('pattern-mismatch', `must match ${rule.pattern}`));
    }
    case 'lookup': {
      const known = new Set(rule.values);
      const shown = rule.values.slice(0, 10).join(', ');
      return unless((text) => known.has(text), refuse('not-listed', `must be one of ${shown}${rule.values.length > 10 ? '…' : ''}`));
    }
  }
}

function unless(holds: (text: string) => boolean, refusal: Refusal): (text: string) => Refusal | undefined {
  return (text) => (holds(text) ? undefined : refusal);
}

function range({ min, max }: Kind<'range'>): (text: string) => Refusal | undefined {
  const bound = min ?? max ?? '';
  const order = parseExact(bound) ? compareNumbers : compareDates;
  const unordered = parseExact(bound) ? refuse('wrong-type', 'must be a decimal number') : refuse('wrong-type', 'must be a date such as 2026-01-31');
  return (text) => {
    const [low, high] = [min === undefined ? 0 : order(text, min), max === undefined ? 0 : order(text, max)];
    if (low === undefined || high === undefined) return unordered;
    if (low < 0) return refuse('out-of-range', `must be at least ${min}`);
    return high > 0 ? refuse('out-of-range', `must be at most ${max}`) : undefined;
  };
}

function compareNumbers(text: string, bound: string): number | undefined {
  const [a, b] = [parseExact(text), parseExact(bound)];
  return a && b ? compareExact(a, b) : undefined;
}

function compareDates(text: string, bound: string): number | undefined {
  return isIsoDate(text) === undefined ? undefined : text < bound ? -1 : text > bound ? 1 : 0;
}
