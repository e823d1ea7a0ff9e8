import { UserPage, UserView } from '@kairos/contracts';
import { CliError } from '../cli.errors.ts';
import { items } from '../client/pages.ts';
import type { Context } from '../context.ts';
import { printable } from '../format/table.calc.ts';
import { uuid } from './options.ts';

export const usersPath = '/api/v1/identity/users';

/** The user of an e-mail address or an id. */
export async function userNamed(api: Context['api'], who: string): Promise<UserView> {
  return uuid.test(who) ? api.call(`${usersPath}/${who}`, UserView) : byEmail(api, who);
}

/** The id of a user who is named by their e-mail address or their id; an id is asked after nowhere. */
export async function userIdOf(api: Context['api'], who: string): Promise<string> {
  return uuid.test(who) ? who : (await byEmail(api, who)).id;
}

async function byEmail(api: Context['api'], email: string): Promise<UserView> {
  const found = await items(api, usersPath, UserPage, { text: email });
  const user = found.items.find((candidate) => candidate.email === email.trim().toLowerCase());
  if (!user) throw new CliError(`No user of your tenant has the address ${printable(email)}.`);
  return user;
}
