import { ObligationPack } from '@kairos/contracts';
import { isScalar, parseDocument, visit, type Document } from 'yaml';
import { dateIn } from './plain-date.calc.ts';

export class InvalidObligationPack extends Error {
  constructor(source: string, problems: string[]) {
    super(`${source} is no valid obligation pack:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'InvalidObligationPack';
  }
}

const maxCharacters = 500_000;
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads an obligation pack. Aliases are refused, so no document grows beyond its own size, and so are duplicate keys,
 * custom tags and keys that reach an object's prototype.
 *
 * @param text YAML
 * @param source named in the error, such as the file
 * @throws InvalidObligationPack with every finding and where it stands
 */
export function parseObligationPack(text: string, source: string): ObligationPack {
  if (text.length > maxCharacters) throw new InvalidObligationPack(source, [`longer than ${maxCharacters} characters`]);
  const document = parseDocument(text, { version: '1.2', schema: 'core', uniqueKeys: true, logLevel: 'error' });
  const findings = [...document.errors, ...document.warnings].map(({ message }) => message.split('\n')[0] ?? message);
  const refused = findings.length > 0 ? findings : unsafeNodes(document);
  if (refused.length > 0) throw new InvalidObligationPack(source, refused);

  const parsed = ObligationPack.safeParse(document.toJS({ maxAliasCount: 0 }));
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
    ...pack.calendar.holidays.map((holiday) => ('on' in holiday ? holiday.on : undefined)),
    ...pack.obligations.map(({ due }) => (due.kind === 'yearly' ? due.on : undefined)),
  ].filter((monthDay) => monthDay !== undefined);
  return [
    ...codes.filter((code, index) => codes.indexOf(code) !== index).map((code) => `obligation ${code} is declared twice`),
    // 2024 is a leap year: 29 February exists, 31 April does not.
    ...monthDays.filter((monthDay) => !dateIn(2024, monthDay).endsWith(monthDay)).map((monthDay) => `${monthDay} is no day of the year`),
    ...(isTimeZone(pack.timeZone) ? [] : [`timeZone: ${pack.timeZone} is no IANA time zone`]),
  ];
}

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}
