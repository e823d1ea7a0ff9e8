import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { MeView } from '@kairos/contracts';
import { useCommand } from '../../lib/use-command.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Mark } from '../../ui/mark.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { endOtherSessions, endOwnSession, ownSessions } from './profile.api.ts';
import { profileText } from './profile.text.ts';

const changes = [['identity', 'me', 'sessions']] as const;

/** Where one is signed in, this place marked, and the end of all others. */
export function SessionsSection(_: { account: MeView }) {
  const say = useTexts(profileText);
  const { instant } = useFormats();
  const reading = useQuery(ownSessions());
  const one = useCommand({ run: endOwnSession, changes, done: () => say('ended') });
  const others = useCommand({ run: endOtherSessions, changes, done: () => say('othersEnded') });
  const rows = reading.data ?? [];
  return (
    <Panel
      title={say('sessions')} reading={reading}
      actions={rows.length > 1 && <Button variant="default" loading={others.isPending} onClick={() => others.mutate(undefined)}>{say('endOthers')}</Button>}
    >
      <PlainTable
        label={say('sessions')} rows={rows} keyOf={({ id }) => id}
        columns={[
          { key: 'device', label: say('device'), cell: ({ device, current }) => <>{device} {current && <Mark tone="well">{say('thisOne')}</Mark>}</> },
          { key: 'organisation', label: say('organisation'), cell: ({ tenant }) => tenant.name },
          { key: 'address', label: say('address'), cell: ({ address }) => address ?? '–' },
          { key: 'methods', label: say('methods'), cell: ({ methods }) => [...new Set(methods.map((method) => say(method)))].join(', ') },
          { key: 'started', label: say('startedAt'), cell: ({ startedAt }) => instant(startedAt) },
          { key: 'lastSeen', label: say('lastSeen'), cell: ({ lastSeenAt }) => instant(lastSeenAt) },
          { key: 'expires', label: say('expires'), cell: ({ expiresAt }) => instant(expiresAt) },
          { key: 'actions', label: say('actions'), cell: ({ id, device, current }) => !current && <Button size="compact-sm" variant="subtle" aria-label={say('endOf', { device })} onClick={() => one.mutate(id)}>{say('end')}</Button> },
        ]}
      />
    </Panel>
  );
}
