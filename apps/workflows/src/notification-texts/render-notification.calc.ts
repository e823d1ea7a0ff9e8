import { locales, type LocalText, type NotificationParameter, type NotificationTemplate, type NotificationText } from '@kairos/contracts';

type Locale = (typeof locales)[number];
type Reader = { locale: Locale; timeZone: string };
/** How many there are of a kind, in the singular; where it is known, which. */
export type KindCount = { kind: LocalText; count: number; ids?: readonly string[] };
export type ParameterValue = string | number | LocalText | readonly KindCount[] | null;
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** A notification was to be raised with other values than its template takes. */
export class WrongParameters extends Error {
  constructor({ code, version }: NotificationTemplate, problem: string) {
    super(`${code} version ${version}: ${problem}`);
    this.name = new.target.name;
  }
}

const mostCharacters = 200;
const mostKinds = 5;
const mostCharactersOfKind = 80;
const place = /\{([A-Za-z]+)\}/g;
const words = {
  en: { tag: 'en-GB', near: new Map([[0, 'today'], [1, 'tomorrow'], [-1, 'yesterday']]), ahead: (days: number) => `in ${days} days`, ago: (days: number) => `${days} days ago`, due: (date: string) => `due ${date}`, none: 'no due date', others: (count: string) => `${count} others` },
  it: { tag: 'it-IT', near: new Map([[0, 'oggi'], [1, 'domani'], [-1, 'ieri']]), ahead: (days: number) => `fra ${days} giorni`, ago: (days: number) => `${days} giorni fa`, due: (date: string) => `scadenza ${date}`, none: 'senza scadenza', others: (count: string) => `altre ${count}` },
} as const satisfies Record<Locale, object>;

/** What each kind of parameter is in words; undefined for a value that is none of its kind. */
const tellers: Record<NotificationParameter['kind'], (value: ParameterValue, reader: Reader) => string | undefined> = {
  text: (value) => (typeof value === 'string' ? oneLine(value) : undefined),
  localText: (value, { locale }) => (typeof value === 'object' && value && 'en' in value ? oneLine(value[locale]) : undefined),
  date: (value, { locale }) => dateIn(value, locale),
  dateOrNone: (value, { locale }) => {
    const date = dateIn(value, locale);
    return value === null ? words[locale].none : date && words[locale].due(date);
  },
  instant: (value, { locale, timeZone }) => (isTime(value) ? new Date(value).toLocaleString(words[locale].tag, { dateStyle: 'long', timeStyle: 'short', timeZone }) : undefined),
  count: (value, { locale }) => (typeof value === 'number' && Number.isInteger(value) ? value.toLocaleString(words[locale].tag) : undefined),
  days: (value, { locale }) => (typeof value === 'number' ? words[locale].near.get(value) ?? (value > 0 ? words[locale].ahead(value) : words[locale].ago(-value)) : undefined),
  kinds: (value, { locale }) => (isKinds(value) ? kindsIn(value, locale) : undefined),
};

/**
 * The words of a notification in every language, as plain text: whoever shows them in HTML escapes them there.
 *
 * @param timeZone of instants
 * @throws WrongParameters for a value that is missing, of another kind, or that the template does not know
 */
export function renderNotification(template: NotificationTemplate, values: ParameterValues, timeZone: string): { title: NotificationText; body: NotificationText } {
  const unknown = Object.keys(values).find((name) => !template.parameters.some((parameter) => parameter.name === name));
  if (unknown !== undefined) throw new WrongParameters(template, `knows no ${unknown}`);
  const [en, it] = locales.map((locale) => toldBy(template, values, { locale, timeZone }));
  const fill = (text: NotificationText): NotificationText => ({ en: filled(text.en, en), it: filled(text.it, it) });
  return { title: fill(template.title), body: fill(template.body) };
}

/** The names of the places in a text. */
export function placesIn(text: string): string[] {
  return [...text.matchAll(place)].map(([, name = '']) => name);
}

function toldBy(template: NotificationTemplate, values: ParameterValues, reader: Reader): Map<string, string> {
  return new Map(template.parameters.map(({ name, kind }) => {
    const value = values[name];
    if (value === undefined) throw new WrongParameters(template, `${name} is missing`);
    const told = tellers[kind](value, reader);
    if (told === undefined) throw new WrongParameters(template, `${name} is no ${kind}`);
    return [name, told];
  }));
}

function filled(text: string, told: ReadonlyMap<string, string> | undefined): string {
  return text.replaceAll(place, (_, name: string) => told?.get(name) ?? '');
}

function dateIn(value: ParameterValue, locale: Locale): string | undefined {
  return isTime(value) ? new Date(`${value}T00:00:00Z`).toLocaleDateString(words[locale].tag, { dateStyle: 'long', timeZone: 'UTC' }) : undefined;
}

/** The most frequent first, and of more than five how many the others are. */
function kindsIn(kinds: readonly KindCount[], locale: Locale): string {
  const number = (count: number) => count.toLocaleString(words[locale].tag);
  const byCount = [...kinds].sort((one, other) => other.count - one.count);
  const others = byCount.slice(mostKinds).reduce((sum, { count }) => sum + count, 0);
  return [...byCount.slice(0, mostKinds).map(({ kind, count }) => `${number(count)} × ${oneLine(kind[locale], mostCharactersOfKind)}`), ...(others > 0 ? [words[locale].others(number(others))] : [])].join(', ');
}

function isKinds(value: ParameterValue): value is readonly KindCount[] {
  return Array.isArray(value) && value.length > 0;
}

function isTime(value: ParameterValue): value is string {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}

/** Names are typed by people: no line breaks, no marks that turn the direction of text, no addresses to click, and an end. */
function oneLine(text: string, most = mostCharacters): string {
  const plain = text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').replaceAll('://', ': //').trim();
  return plain.length > most ? `${plain.slice(0, most - 1).toWellFormed()}…` : plain;
}
