import { Button } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { readAllNotifications } from './notifications.api.ts';
import { notificationsText } from './notifications.text.ts';
import { notificationKeys, unreadCount } from './unread.api.ts';

export function ReadAll() {
  const say = useTexts(notificationsText);
  const { data } = useQuery(unreadCount());
  const readAll = useCommand({ run: readAllNotifications, changes: [notificationKeys], done: ({ read }) => say('wasRead', { count: read }) });
  if (!data?.unread && !readAll.isPending) return null;
  return <Button size="xs" variant="default" leftSection={<IconChecks size={15} aria-hidden />} loading={readAll.isPending} onClick={() => readAll.mutate(undefined)}>{say('readAll')}</Button>;
}
