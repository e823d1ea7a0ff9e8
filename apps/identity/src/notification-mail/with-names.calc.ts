import type { MailLocale } from '../mail/mail-text.calc.ts';

const unknown = { en: 'a colleague who is away', it: 'un collega assente' } as const satisfies Record<MailLocale, string>;
const place = /\{user:([\da-f-]{36})\}/g;

/**
 * The words of a mail with the names of people in their places.
 *
 * @param names of those whom the mail may name, by their ids; null for one whose name is not known. What else looks like a place is text
 * that somebody typed, and stays
 */
export function withNames(text: string, names: ReadonlyMap<string, string | null>, locale: MailLocale): string {
  return text.replaceAll(place, (typed, userId: string) => (names.has(userId) ? (names.get(userId) ?? unknown[locale]) : typed));
}
