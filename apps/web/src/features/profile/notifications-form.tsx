import { Alert, Button, Checkbox, Group, Select, Stack, Switch, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { digestDays, mailCadences, notificationPriorities, notificationTypes, type NotificationPreferences, type NotificationPreferencesView } from '@kairos/contracts';
import { isProblem } from '../../lib/problem.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { notificationWords } from '../../vocabulary/notification-words.ts';
import { notificationsText } from './notifications.text.ts';
import { choosePreferences } from './profile.api.ts';

const usualQuiet = { from: '20:00', to: '07:00' };

export function NotificationsForm({ kept: { version, ...kept } }: { kept: NotificationPreferencesView }) {
  const say = useTexts(notificationsText);
  const word = useTexts(notificationWords);
  const [wanted, setWanted] = useState<NotificationPreferences>(kept);
  const { mail, quietHours } = wanted;
  const { mutate, isPending, error } = useCommand({ run: (body: NotificationPreferences) => choosePreferences(version, body), changes: [['workflows', 'notifications', 'preferences']], done: () => say('saved'), shows: 'all' });
  const changed = JSON.stringify(wanted) !== JSON.stringify(kept);
  const ofMail = (change: Partial<NotificationPreferences['mail']>) => setWanted({ ...wanted, mail: { ...mail, ...change } });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (changed && !isPending) mutate(wanted);
  };
  const choice = <Key extends 'minimumPriority' | 'cadence' | 'digestOn'>(key: Key, label: 'priority' | 'cadence' | 'digestOn', values: readonly NotificationPreferences['mail'][Key][]) => (
    <Select label={say(label)} w="13rem" allowDeselect={false} value={mail[key]} data={values.map((value) => ({ value, label: say(value) }))} onChange={(value) => ofMail({ [key]: value })} />
  );
  const time = (label: 'digestAt' | 'from' | 'to', value: string, take: (value: string) => void) => <TextInput type="time" label={say(label)} w="8rem" required value={value} onChange={(event) => take(event.currentTarget.value)} />;
  return (
    <form onSubmit={onSubmit}>
      <Stack>
        {error && <Alert color={isProblem(error, 'stale') ? 'yellow' : 'red'} role="alert">{isProblem(error, 'stale') ? say('stale') : error.message}</Alert>}
        <Checkbox.Group label={say('types')} value={mail.types} onChange={(types) => ofMail({ types: notificationTypes.filter((type) => types.includes(type)) })}>
          <Group mt="xs">{notificationTypes.map((type) => <Checkbox key={type} value={type} label={word(type)} />)}</Group>
        </Checkbox.Group>
        <Group align="flex-end">
          {choice('minimumPriority', 'priority', notificationPriorities)}
          {choice('cadence', 'cadence', mailCadences)}
          {mail.cadence === 'weekly' && choice('digestOn', 'digestOn', digestDays)}
          {mail.cadence !== 'atOnce' && time('digestAt', mail.digestAt, (digestAt) => ofMail({ digestAt }))}
        </Group>
        <Switch label={say('quiet')} checked={quietHours !== null} onChange={(event) => setWanted({ ...wanted, quietHours: event.currentTarget.checked ? usualQuiet : null })} />
        {quietHours && (
          <Group>
            {time('from', quietHours.from, (from) => setWanted({ ...wanted, quietHours: { ...quietHours, from } }))}
            {time('to', quietHours.to, (to) => setWanted({ ...wanted, quietHours: { ...quietHours, to } }))}
          </Group>
        )}
        <Switch label={say('urgent')} checked={mail.urgentAtOnce} onChange={(event) => ofMail({ urgentAtOnce: event.currentTarget.checked })} />
        {changed && (
          <Group>
            <Button type="submit" loading={isPending}>{say('save')}</Button>
            <Button variant="default" onClick={() => setWanted(kept)}>{say('discard')}</Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
