import { Anchor, Drawer, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../../lib/use-texts.ts';
import { Empty } from '../../ui/empty.tsx';
import { NotificationList } from './notification-list.tsx';
import { notificationsText } from './notifications.text.ts';
import { ReadAll } from './read-all.tsx';

const everything = {};

/** What one was notified of, beside whatever one is at. */
export function NotificationsPanel({ onClose }: { onClose: () => void }) {
  const say = useTexts(notificationsText);
  return (
    <Drawer opened onClose={onClose} position="right" size="min(28rem, 100%)" title={say('title')}>
      <Group gap="md" mb="xs">
        <ReadAll />
        <Anchor renderRoot={(props) => <Link {...props} to="/notifications" search={{}} />} onClick={onClose}>{say('seeAll')}</Anchor>
        <Anchor renderRoot={(props) => <Link {...props} to="/profile" search={{ section: 'notifications' }} />} onClick={onClose}>{say('preferences')}</Anchor>
      </Group>
      <NotificationList search={everything} onFollow={onClose} empty={<Empty title={say('emptyTitle')} hint={say('emptyHint')} />} />
    </Drawer>
  );
}
