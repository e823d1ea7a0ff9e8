import { InvalidArgumentError, Option, type Command } from 'commander';
import {
  digestDays, mailCadences, notificationPriorities, notificationTypes, NotificationPage, NotificationPreferencesView, NotificationView, ReadAllResult, UnreadCount,
  type NotificationPreferences, type NotificationType,
} from '@kairos/contracts';
import { CliError } from '../cli.errors.ts';
import { items } from '../client/pages.ts';
import type { Context } from '../context.ts';
import { grouped, printable, table } from '../format/table.calc.ts';
import { notificationPreferencesText } from '../format/notification-preferences.calc.ts';
import { addNotificationTestCommand } from './notification-test-command.ts';
import { countOption } from './options.ts';

const path = '/api/v1/workflows/notifications';
type ListOptions = { unread?: true; type?: string; priority?: string; plant?: string; limit: number; all?: true };
type QuietHours = NonNullable<NotificationPreferences['quietHours']> | 'none';
type PreferenceOptions = Partial<NotificationPreferences['mail']> & { quietHours?: QuietHours; timeZone?: string };

export function addNotificationsCommands(program: Command, context: () => Context): void {
  const notifications = program.command('notifications').description('what you were notified of, and how you want to be');
  addNotificationTestCommand(notifications, context);
  notifications
    .command('list', { isDefault: true })
    .description('list what you were notified of, the newest first')
    .option('--unread', 'what you have not read')
    .addOption(new Option('--type <type>').choices(notificationTypes))
    .addOption(new Option('--priority <priority>').choices(notificationPriorities))
    .option('--plant <id>')
    .option('--limit <n>', 'how many', countOption, 50)
    .option('--all', 'all of them')
    .action((options: ListOptions) => list(context(), options));
  notifications
    .command('read [id]')
    .description('mark one as read, or all')
    .option('--all', 'all there are')
    .action((id: string | undefined, options: { all?: true }) => read(context(), id, options));
  notifications
    .command('preferences')
    .description('show how you want to be mailed, or choose it')
    .option('--types <list>', 'types to be mailed of, with commas between; none', typesOption)
    .addOption(new Option('--minimum-priority <priority>', 'nothing below it is mailed').choices(notificationPriorities))
    .addOption(new Option('--cadence <cadence>', 'at once, or a digest').choices(mailCadences))
    .option('--digest-at <time>', 'such as 07:30')
    .addOption(new Option('--digest-on <day>', 'of a weekly digest').choices(digestDays))
    .option('--urgent-at-once', 'what is urgent waits for nothing')
    .option('--no-urgent-at-once', 'what is urgent waits too')
    .option('--quiet-hours <hours>', 'such as 20:00-07:00; none', hoursOption)
    .option('--time-zone <zone>', 'such as Europe/Rome; tenant for that of the tenant')
    .action((options: PreferenceOptions) => preferences(context(), options));
}

async function list({ api, terminal }: Context, { all, limit, plant, unread, ...filters }: ListOptions): Promise<void> {
  const found = await items(api, path, NotificationPage, { ...filters, plantId: plant, ...(unread ? { unread: 'true' } : {}) }, all ? undefined : limit);
  const counted = await api.call(`${path}/unread-count`, UnreadCount);
  terminal.result({ items: found.items, isComplete: found.isComplete, ...counted }, () =>
    [
      table(found.items, [
        { title: 'when', value: ({ raisedAt }) => raisedAt.slice(0, 16).replace('T', ' ') },
        { title: 'priority', value: ({ priority }) => priority },
        { title: 'read', value: ({ readAt }) => (readAt ? 'yes' : 'no') },
        { title: 'what', value: ({ title }) => title.en, maxWidth: 72 },
        { title: 'id', value: ({ id }) => id },
      ]),
      `${grouped(found.items.length)} notifications${found.isComplete ? '' : '; there are more (--all)'}, ${grouped(counted.unread)} unread, ${grouped(counted.high)} of them urgent`,
    ].join('\n'),
  );
}

async function read({ api, terminal }: Context, id: string | undefined, { all }: { all?: true }): Promise<void> {
  if (Boolean(id) === Boolean(all)) throw new CliError('Say which one, or --all.');
  if (id) {
    const notification = await api.call(`${path}/${encodeURIComponent(id)}/read`, NotificationView, { method: 'POST' });
    return terminal.result(notification, () => `Read: ${printable(notification.title.en)}`);
  }
  const result = await api.call(`${path}/read-all`, ReadAllResult, { method: 'POST' });
  terminal.result(result, () => `${grouped(result.read)} notifications read.`);
}

async function preferences({ api, terminal }: Context, { quietHours, timeZone, ...mail }: PreferenceOptions): Promise<void> {
  const { version, ...known } = await api.call(`${path}/preferences`, NotificationPreferencesView);
  const chosen: NotificationPreferences = {
    mail: { ...known.mail, ...mail },
    quietHours: quietHours === undefined ? known.quietHours : quietHours === 'none' ? null : quietHours,
    timeZone: timeZone === undefined ? known.timeZone : timeZone === 'tenant' ? null : timeZone,
  };
  const isNew = JSON.stringify(chosen) !== JSON.stringify(known);
  const current = isNew ? await api.call(`${path}/preferences`, NotificationPreferencesView, { method: 'PUT', headers: { 'if-match': `"${version}"` }, body: chosen }) : { ...known, version };
  terminal.result(current, () => notificationPreferencesText(current));
}

function typesOption(text: string): NotificationType[] {
  const types = text === 'none' ? [] : text.split(',').map((type) => type.trim());
  const unknown = types.find((type) => !(notificationTypes as readonly string[]).includes(type));
  if (unknown !== undefined) throw new InvalidArgumentError(`${unknown} is none of ${notificationTypes.join(', ')}`);
  return types as NotificationType[];
}

/** Commander takes null for no value at all, so it stays a word until then. */
function hoursOption(text: string): QuietHours {
  if (text === 'none') return text;
  const [, from, to] = /^(\d\d:\d\d)-(\d\d:\d\d)$/.exec(text) ?? [];
  if (!from || !to) throw new InvalidArgumentError('must be two times such as 20:00-07:00, or none');
  return { from, to };
}
