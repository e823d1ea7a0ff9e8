import type { Operation, Schema } from './api-operations.ts';
import { sampleOf } from './sample-body.ts';
import type { Records } from './tenant-records.ts';

/** Where nothing of the application ever asks. */
export const canary = 'https://canary.invalid';

/** What would run, ask somebody or break a sentence, were it ever taken for anything but text. */
export const payloads = [
  `<img src=x onerror="ran('image')">`,
  `"><svg onload="ran('svg')">`,
  `<script>ran('script')</script>`,
  `<img src="${canary}/pixel">`,
  `{{constructor.constructor("ran('template')")()}}`,
  '{x, plural, one {#} other {#}}',
  `'-ran('quote')-'`,
  `<style>@import "${canary}/a.css"</style>`,
  '\u202Etxt.exe\u2066 after',
];

export const hostileAddresses = [`javascript:ran('address')`, `data:text/html,<script>ran('data')</script>`, `vbscript:ran('v')`];

/** As many of the payloads as so many characters hold, beginning with another one each time. */
export function hostile(most: number, turn: number): string {
  let text = '';
  for (let at = 0; at < payloads.length; at += 1) {
    const payload = payloads[(turn + at) % payloads.length] ?? '';
    if (text.length + payload.length < Math.min(most, 400)) text += ` ${payload}`;
  }
  return text.trim() || '<b>&lt;'.slice(0, most);
}

export type Treatment = 'sample' | 'omit';
/** `given`: by the name of a property, what has to be meant by it; `treated`: by pointer, what the API does not take hostile, or at all. */
export type Hostility = { operation: Operation; records: Records; given: Record<string, unknown>; treated: Map<string, Treatment> };

let turn = 0;

/** A body with everything that the schema knows, hostile wherever a text is free. */
export function hostileOf(schema: Schema, { operation, records, given, treated }: Hostility, pointer = ''): unknown {
  const { resolve } = operation;
  const fill = (each: Schema, at: string): unknown => {
    const { const: fixed, enum: choices, anyOf, oneOf, type, properties = {}, required = [], items, minItems = 0 } = resolve(each);
    const treatment = treated.get(at);
    if (treatment === 'sample') return sampleOf(each, resolve);
    if (fixed !== undefined || choices) return sampleOf(each, resolve);
    const choice = (anyOf ?? oneOf)?.find((one) => resolve(one).type !== 'null');
    if (choice) return fill(choice, at);
    if (type === 'array') return Array.from({ length: Math.max(minItems, 1) }, (_, index) => fill(items ?? {}, `${at}/${index}`));
    if (type === 'string') return textFor(resolve(each), at);
    if (type !== 'object') return sampleOf(each, resolve);
    return Object.fromEntries(Object.keys(properties).flatMap((name) => {
      const below = `${at}/${name}`;
      if (treated.get(below) === 'omit' && !required.includes(name)) return [];
      if (name in given) return given[name] === undefined ? [] : [[name, given[name]]];
      return [[name, fill(properties[name] ?? {}, below)]];
    }));
  };
  const textFor = (each: Schema, at: string): string => {
    const { format, pattern, maxLength = 300 } = each;
    const name = at.split('/').findLast((part) => !/^\d+$/.test(part)) ?? '';
    const known = records[name] ?? records[name.replace(/s$/, '')] ?? records[name.replace(/Id$/, '')];
    if (format === 'uuid' && known !== undefined) return known;
    if (format === 'uri') return hostileAddresses[0] ?? '';
    const text = hostile(maxLength, (turn += 1));
    if (format !== undefined || (pattern !== undefined && !new RegExp(pattern, 'u').test(text))) return String(sampleOf(each, resolve));
    return text;
  };
  return fill(schema, pointer);
}

/** Whether a value holds a payload, in how many texts. */
export function hostileTexts(value: unknown): number {
  if (typeof value === 'string') return /ran\(|canary|plural, one|<b>/.test(value) ? 1 : 0;
  return value !== null && typeof value === 'object' ? Object.values(value).reduce<number>((sum, each) => sum + hostileTexts(each), 0) : 0;
}
