import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '@kairos/testing';
import type { Platform } from './platform.ts';

/** Undoes quoted-printable, which is how accents travel. */
const readable = (content: string): string => content.replaceAll('=\n', '').replaceAll(/=([\dA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** The path with the token of the newest of so many links to a page that were mailed to an address. */
export async function mailedLink({ folder }: Platform, email: string, page: string, count = 1): Promise<string> {
  const mails = join(folder, 'mail');
  const links = () =>
    (existsSync(mails) ? readdirSync(mails).filter((name) => name.endsWith('.eml')).sort() : [])
      .map((name) => readable(readFileSync(join(mails, name), 'utf8')))
      .filter((mail) => mail.includes(`To: ${email}\n`))
      .flatMap((mail) => new RegExp(`(/${page}#token=[\\w-]{43})`).exec(mail)?.[1] ?? []);
  return (await eventually(() => Promise.resolve(links()), ({ length }) => length >= count, 20_000)).at(-1) ?? '';
}
