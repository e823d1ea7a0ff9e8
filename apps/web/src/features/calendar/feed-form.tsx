import { Button, Select, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { CreateCalendarFeedBody, type IssuedCalendarFeed } from '@kairos/contracts';
import { useLocale } from '../../lib/locale.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { createFeed } from './calendar.api.ts';
import { calendarText } from './calendar.text.ts';

const scopes = ['user', 'tenant'] as const;

export function FeedForm({ onIssued }: { onIssued: (issued: IssuedCalendarFeed) => void }) {
  const say = useTexts(calendarText);
  const locale = useLocale();
  const [title, setTitle] = useState<string>();
  const [scope, setScope] = useState<string>('user');
  const [refused, setRefused] = useState(false);
  const command = useCommand({ run: async (body: CreateCalendarFeedBody) => onIssued(await createFeed(body)), changes: [['workflows', 'calendar-feeds']] });
  const shown = title ?? say('feedTitleUsual');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = CreateCalendarFeedBody.safeParse({ title: shown, scope, locale });
    setRefused(!read.success);
    if (read.success) command.mutate(read.data);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="xs" mt="sm">
        <TextInput label={say('feedTitle')} value={shown} onChange={(event) => setTitle(event.currentTarget.value)} error={refused && say('titleNeeded')} />
        <Select label={say('scope')} allowDeselect={false} value={scope} data={scopes.map((value) => ({ value, label: say(value) }))} onChange={(value) => setScope(value ?? 'user')} />
        <Button type="submit" variant="default" loading={command.isPending}>{say('create')}</Button>
      </Stack>
    </form>
  );
}
