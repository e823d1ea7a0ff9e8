import type { Command } from 'commander';
import { MeView } from '@kairos/contracts';
import { CliError } from '../cli.errors.ts';
import type { Context } from '../context.ts';
import { printable } from '../format/table.calc.ts';

type LoginOptions = { url?: string; email?: string; passwordStdin?: true; tenant?: string };

export function addSessionCommands(program: Command, context: () => Context): void {
  program
    .command('login')
    .description('sign in and remember it for this user of this machine')
    .option('--url <url>', 'where Kairos answers')
    .option('--email <address>')
    .option('--password-stdin', 'read the password from standard input; a code of your authenticator may follow on a second line')
    .option('--tenant <name>', 'name or id of the tenant, when you belong to several')
    .action((options: LoginOptions) => login(context(), options));
  program.command('logout').description('end the session and forget it').action(() => logout(context()));
  program.command('whoami').description('show who is signed in, where, and as what').action(() => whoami(context()));
  program
    .command('password')
    .description('change your password')
    .option('--stdin', 'read two lines from standard input: the present password and the new one')
    .action((options: { stdin?: true }) => changePassword(context(), options));
}

async function login(context: Context, options: LoginOptions): Promise<void> {
  const { api, terminal } = context;
  const url = context.urlFor(options.url);
  const email = options.email ?? (await terminal.ask('E-mail: '));
  const [password = '', code] = options.passwordStdin ? (await terminal.readInput()).split(/\r?\n/) : [await terminal.askSecret('Password: ')];
  const signedIn = await api.signIn(url, email, password, options.tenant, async () => code ?? terminal.askSecret('Code of your authenticator, or a recovery code: '));
  terminal.result({ url, userId: signedIn.userId, tenantId: signedIn.tenantId, passwordChangeRequired: signedIn.passwordChangeRequired }, () => `Signed in at ${url} as ${email}.`);
  if (signedIn.secondFactorRequired) terminal.note('Your tenant asks for a second factor: until you have set one up, nothing but your own account is open.');
  if (signedIn.passwordChangeRequired) terminal.note('This password was made for one use: choose your own with `kairos password`.');
}

async function logout({ api, terminal, sessions }: Context): Promise<void> {
  if (sessions.read()) await api.signOut();
  terminal.result({ signedIn: false }, () => 'Signed out.');
}

async function whoami({ api, terminal }: Context): Promise<void> {
  const me = await api.call('/api/v1/identity/me', MeView);
  terminal.result({ ...me, url: api.url }, () =>
    [`${printable(me.displayName)} <${me.email}>`, `tenant  ${printable(me.tenant.name)}`, `roles   ${me.roles.map(printable).join(', ') || 'none'}`, `reaches ${rowsOf(me)}`, `at      ${api.url}`].join('\n'),
  );
}

/** `all plants`, or how many of each kind were named. */
function rowsOf({ rowScope }: MeView): string {
  const { plants, reportingUnits = [], pools = [] } = rowScope;
  const told = ([['plants', plants], ['reporting units', reportingUnits], ['pools', pools]] as const).filter(([kind, rows]) => kind === 'plants' || rows.length > 0);
  return told.map(([kind, rows]) => `${rows === 'all' ? 'all' : rows.length} ${kind}`).join(', ');
}

async function changePassword({ api, terminal }: Context, { stdin }: { stdin?: true }): Promise<void> {
  const [currentPassword, newPassword] = stdin ? (await terminal.readInput()).split(/\r?\n/) : await askTwice(terminal);
  if (!currentPassword || !newPassword) throw new CliError('Give the present password and the new one.');
  await api.send('/api/v1/identity/me/password', { method: 'POST', body: { currentPassword, newPassword } });
  await api.renewNow();
  terminal.result({ changed: true }, () => 'Your password is changed; your other sessions have ended.');
}

async function askTwice(terminal: Context['terminal']): Promise<string[]> {
  const present = await terminal.askSecret('Present password: ');
  return [present, await terminal.askNewSecret('New password')];
}
