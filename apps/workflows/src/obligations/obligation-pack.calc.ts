import { ObligationPackFile, type Obligation, type ObligationPack } from '@kairos/contracts';
import { isScalar, parseDocument, visit, type Document } from 'yaml';
import { dateIn } from './plain-date.calc.ts';
import { recurrenceOf } from './recurrence.calc.ts';
import { inTodaysWords } from './older-packs.calc.ts';

export class InvalidObligationPack extends Error {
  constructor(source: string, problems: string[]) {
    super(`${source} is no valid obligation pack:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'InvalidObligationPack';
  }
}

const maxCharacters = 500_000;
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads an obligation pack with its tests; one of an older format in today's words. Aliases are refused, so no document grows beyond its own size, and so are duplicate keys,
 * custom tags and keys that reach an object's prototype.
 *
 * @param text YAML
 * @param source named in the error, such as the file
 * @throws InvalidObligationPack with every finding and where it stands
 */
export function parseObligationPack(text: string, source: string): ObligationPackFile {
  if (text.length > maxCharacters) throw new InvalidObligationPack(source, [`longer than ${maxCharacters} characters`]);
  const document = parseDocument(text, { version: '1.2', schema: 'core', uniqueKeys: true, logLevel: 'error' });
  const findings = [...document.errors, ...document.warnings].map(({ message }) => message.split('\n')[0] ?? message);
  const refused = findings.length > 0 ? findings : unsafeNodes(document);
  if (refused.length > 0) throw new InvalidObligationPack(source, refused);

  const parsed = ObligationPackFile.safeParse(inTodaysWords(document.toJS({ maxAliasCount: 0 })));
  if (!parsed.success) {
    throw new InvalidObligationPack(source, parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'document'}: ${message}`));
  }
  const problems = contradictionsIn(parsed.data);
  if (problems.length > 0) throw new InvalidObligationPack(source, problems);
  return parsed.data;
}

function unsafeNodes(document: Document): string[] {
  const found: string[] = [];
  visit(document, {
    Alias: (_key, alias) => void found.push(`alias *${alias.source} is not allowed`),
    Pair: (_key, { key }) => {
      if (isScalar(key) && forbiddenKeys.has(String(key.value))) found.push(`key ${String(key.value)} is not allowed`);
    },
  });
  return found;
}

/** What the shape alone cannot say. */
function contradictionsIn(pack: ObligationPack): string[] {
  const codes = pack.obligations.map(({ code }) => code);
  const monthDays = [
    ...[...pack.calendar.holidays, ...pack.calendar.patrons].map((day) => ('on' in day ? day.on : undefined)),
    ...pack.obligations.flatMap(({ due, windowOpensOn }) => [windowOpensOn ?? undefined, 'rrule' in due ? (recurrenceOf(due.rrule).monthDay ?? undefined) : undefined]),
  ].filter((monthDay) => monthDay !== undefined);
  return [
    ...twice(codes).map((code) => `obligation ${code} is declared twice`),
    ...twice(pack.calendar.patrons.map(({ municipality, province }) => `${municipality} (${province})`)).map((place) => `the patron of ${place} is declared twice`),
    ...pack.bundles.flatMap(({ code, obligations }) => obligations.filter((each) => !codes.includes(each)).map((each) => `bundle ${code}: there is no obligation ${each}`)),
    ...pack.obligations.flatMap(unruly),
    // 2024 is a leap year: 29 February exists, 31 April does not.
    ...monthDays.filter((monthDay) => !dateIn(2024, monthDay).endsWith(monthDay)).map((monthDay) => `${monthDay} is no day of the year`),
    ...(isTimeZone(pack.timeZone) ? [] : [`timeZone: ${pack.timeZone} is no IANA time zone`]),
  ];
}

/** Whether trigger and due rule of an obligation go together, and the rule says what it counts from. */
function unruly({ code, trigger, due }: Obligation): string[] {
  if ('daysAfter' in due) return trigger === 'recurring' ? [`${code}: a term that runs once needs an event as its trigger`] : [];
  const { intervalYears, monthDay } = recurrenceOf(due.rrule);
  return [
    ...(trigger === 'recurring' ? [] : [`${code}: what an event triggers runs once, by daysAfter`]),
    ...(monthDay === null && !due.countedFrom ? [`${code}: a rule without month and day needs countedFrom`] : []),
    ...(monthDay !== null && due.countedFrom ? [`${code}: a rule with month and day is not counted from a date`] : []),
    ...(monthDay !== null && intervalYears !== 1 ? [`${code}: nothing says in which year a rule with month and day and an interval begins`] : []),
  ];
}

function twice(names: string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}
