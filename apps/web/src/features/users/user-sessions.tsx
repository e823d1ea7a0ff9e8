import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCommand } from '../../lib/use-command.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { userText } from './user.text.ts';
import { endSession, sessionsOfUser, signOutEverywhere } from './users.api.ts';

/** Where somebody is signed in to this tenant, and the end of it. */
export function UserSessions({ userId }: { userId: string }) {
  const say = useTexts(userText);
  const { instant } = useFormats();
  const reading = useQuery(sessionsOfUser(userId));
  const changes = [['identity', 'users', userId]] as const;
  const one = useCommand({ run: (sessionId: string) => endSession(userId, sessionId), changes, done: () => say('ended') });
  const all = useCommand({ run: () => signOutEverywhere(userId), changes, done: () => say('endedAll') });
  const rows = reading.data ?? [];
  return (
    <Panel
      title={say('sessions')} reading={reading} empty={rows.length === 0 && say('noSessions')}
      actions={rows.length > 1 && <Button size="compact-sm" variant="default" loading={all.isPending} onClick={() => all.mutate(undefined)}>{say('endAll')}</Button>}
    >
      <PlainTable
        label={say('sessions')} rows={rows} keyOf={({ id }) => id}
        columns={[
          { key: 'device', label: say('device'), cell: ({ device }) => device },
          { key: 'address', label: say('address'), cell: ({ address }) => address ?? '–' },
          { key: 'started', label: say('started'), cell: ({ startedAt }) => instant(startedAt) },
          { key: 'lastSeen', label: say('lastSeen'), cell: ({ lastSeenAt }) => instant(lastSeenAt) },
          { key: 'actions', label: say('actions'), cell: ({ id, device }) => <Button size="compact-sm" variant="subtle" aria-label={say('endOf', { device })} onClick={() => one.mutate(id)}>{say('end')}</Button> },
        ]}
      />
    </Panel>
  );
}
