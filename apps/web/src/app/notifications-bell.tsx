import { ActionIcon } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { unreadCount } from '../features/notifications/unread.api.ts';
import { useMay } from '../lib/use-may.ts';
import { useTexts } from '../lib/use-texts.ts';
import { appText } from './app.text.ts';
import classes from './shell.module.css';

const load = async () => ({ default: (await import('../features/notifications/notifications-panel.tsx')).NotificationsPanel });
const NotificationsPanel = lazy(load);
const mostCounted = 99;

/** How many notifications one has not read, kept current by the live stream; the list comes when it is asked for. */
export function NotificationsBell() {
  const say = useTexts(appText);
  const mayRead = useMay()('workflows.notification.read');
  const { data: { unread } = { unread: 0 } } = useQuery({ ...unreadCount(), enabled: mayRead });
  const [open, { open: show, close }] = useDisclosure(false);
  if (!mayRead) return null;
  return (
    <>
      <ActionIcon className={classes.bell} variant="subtle" size="lg" aria-haspopup="dialog" aria-label={say('notifications', { unread })} onClick={show} onPointerEnter={() => void load()} onFocus={() => void load()}>
        <IconBell size={20} aria-hidden />
        {unread > 0 && <span className={classes.unread} aria-hidden>{unread > mostCounted ? `${mostCounted}+` : unread}</span>}
      </ActionIcon>
      {open && <Suspense><NotificationsPanel onClose={close} /></Suspense>}
    </>
  );
}
