import type { NotificationPreferences } from '@kairos/contracts';

/** How somebody wants to be notified, in sentences. */
export function notificationPreferencesText({ mail, quietHours, timeZone }: NotificationPreferences): string {
  const { types, minimumPriority, cadence, digestAt, digestOn, urgentAtOnce } = mail;
  const when = { atOnce: 'at once', daily: `once a day at ${digestAt}`, weekly: `once a week, on ${digestOn} at ${digestAt}` }[cadence];
  return [
    'Everything is shown on the web.',
    types.length === 0 ? 'Nothing is mailed.' : `Mailed ${when}: ${types.join(', ')}; priority ${minimumPriority} and above.`,
    quietHours ? `Quiet from ${quietHours.from} to ${quietHours.to}, in ${timeZone ?? 'the time zone of the tenant'}.` : 'No quiet hours.',
    urgentAtOnce ? 'What is urgent is mailed at once, at any hour.' : 'What is urgent waits as everything else does.',
  ].join('\n');
}
