import type { Command } from 'commander';
import { AcceptedInvitation, OpenInvitation } from '@kairos/contracts';
import { CliError } from '../cli.errors.ts';
import type { Context } from '../context.ts';
import { printable } from '../format/table.calc.ts';
import { readMailedLink, type MailedLink } from '../format/mailed-link.calc.ts';

type Options = { url?: string; passwordStdin?: true };
const identity = '/api/v1/identity';

/** What a mail asks for, without a browser. A link that is not given is asked for: then it stands in no history of commands. */
export function addMailedLinkCommands(program: Command, context: () => Context): void {
  program
    .command('accept-invitation [link]')
    .description('join a tenant that has invited you')
    .option('--url <url>', 'where Kairos answers, for a token alone')
    .option('--name <name>', 'how you want to be called')
    .option('--password-stdin', 'read the password from standard input')
    .action((link: string | undefined, options: Options & { name?: string }) => acceptInvitation(context(), link, options));
  program
    .command('forgot-password')
    .description('have a link mailed by which you set a new password')
    .option('--url <url>', 'where Kairos answers')
    .option('--email <address>')
    .action((options: { url?: string; email?: string }) => forgotPassword(context(), options));
  program
    .command('reset-password [link]')
    .description('set a new password by a mailed link; ends all your sessions')
    .option('--url <url>', 'where Kairos answers, for a token alone')
    .option('--password-stdin', 'read the new password from standard input')
    .action((link: string | undefined, options: Options) => resetPassword(context(), link, options));
  program
    .command('confirm-email [link]')
    .description('show by a mailed link that an address is yours; sign in first')
    .action((link: string | undefined) => confirmEmail(context(), link));
}

async function acceptInvitation(context: Context, given: string | undefined, options: Options & { name?: string }): Promise<void> {
  const { api, terminal } = context;
  const { url, token } = await linkOf(context, given, options);
  const invitation = OpenInvitation.parse(await (await api.sendUnsigned(url, `${identity}/opened-invitations`, { token })).json());
  terminal.note(`${printable(invitation.tenantName)} invites ${invitation.email}, at ${url}.`);
  const displayName = invitation.accountExists ? undefined : (options.name ?? (await terminal.ask('Your name: ')));
  const password = await passwordOf(terminal, options, invitation.accountExists ? 'Password of your account: ' : undefined);
  const accepted = AcceptedInvitation.parse(await (await api.sendUnsigned(url, `${identity}/opened-invitations/accept`, { token, password, ...(displayName ? { displayName } : {}) })).json());
  terminal.result(accepted, () => `You have joined ${printable(invitation.tenantName)}: sign in with \`kairos login --url ${url} --email ${invitation.email}\`.`);
}

async function forgotPassword(context: Context, options: { url?: string; email?: string }): Promise<void> {
  const { api, terminal } = context;
  const url = context.urlFor(options.url);
  const email = options.email ?? (await terminal.ask('E-mail: '));
  await api.sendUnsigned(url, `${identity}/password-resets`, { email });
  terminal.result({ asked: true }, () => 'If this address has an account, a mail is on its way; its link is good for 30 minutes.');
}

async function resetPassword(context: Context, given: string | undefined, options: Options): Promise<void> {
  const { api, terminal } = context;
  const { url, token } = await linkOf(context, given, options);
  terminal.note(`At ${url}.`);
  const newPassword = await passwordOf(terminal, options, undefined);
  await api.sendUnsigned(url, `${identity}/password-resets/complete`, { token, newPassword });
  terminal.result({ changed: true }, () => 'Your password is set; all your sessions have ended.');
}

async function confirmEmail(context: Context, given: string | undefined): Promise<void> {
  const { api, terminal } = context;
  const { token } = await linkOf(context, given, {});
  await api.send(`${identity}/email-verifications/complete`, { method: 'POST', body: { token } });
  terminal.result({ confirmed: true }, () => 'The address is confirmed.');
}

/** A whole link says where it leads; a token alone is for where the caller is, or says to be. */
async function linkOf(context: Context, given: string | undefined, { url }: Options): Promise<Required<MailedLink>> {
  const read = readMailedLink(given ?? (await context.terminal.askSecret('Link of the mail: ')));
  if (!read) throw new CliError('This is neither the link of a mail nor its token.');
  return { token: read.token, url: url ?? read.url ?? context.urlFor(undefined) };
}

/** @param known what to ask of whoever has a password already; a new one is asked twice */
async function passwordOf(terminal: Context['terminal'], { passwordStdin }: Options, known: string | undefined): Promise<string> {
  if (passwordStdin) return terminal.readInput();
  return known ? terminal.askSecret(known) : terminal.askNewSecret('New password');
}
