import { ObligationPackFile, type Obligation, type ObligationPack } from '@kairos/contracts';
import { readSafeYaml } from '../safe-yaml.calc.ts';
import { dateIn } from './plain-date.calc.ts';
import { recurrenceOf } from './recurrence.calc.ts';
import { inTodaysWords } from './older-packs.calc.ts';

export class InvalidObligationPack extends Error {
  constructor(source: string, problems: string[]) {
    super(`${source} is no valid obligation pack:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'InvalidObligationPack';
  }
}

/**
 * Reads an obligation pack with its tests; one of an older format in today's words. Aliases are refused, so no document grows beyond its own size, and so are duplicate keys,
 * custom tags and keys that reach an object's prototype.
 *
 * @param text YAML
 * @param source named in the error, such as the file
 * @throws InvalidObligationPack with every finding and where it stands
 */
export function parseObligationPack(text: string, source: string): ObligationPackFile {
  const read = readSafeYaml(text, ObligationPackFile, inTodaysWords);
  if ('problems' in read) throw new InvalidObligationPack(source, read.problems);
  const problems = contradictionsIn(read.value);
  if (problems.length > 0) throw new InvalidObligationPack(source, problems);
  return read.value;
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
