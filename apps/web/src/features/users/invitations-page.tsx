import { Button, Group, Select } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { InvitationView } from '@kairos/contracts';
import { command } from '../../lib/command-line.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Mark, type Tone } from '../../ui/mark.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { PersonName } from '../../vocabulary/person-name.tsx';
import { useReach } from '../../vocabulary/use-reach.ts';
import { InviteDialog } from './invite-dialog.tsx';
import { PeopleSections } from './people-sections.tsx';
import { invitationStatuses, type InvitationsSearch } from './users-search.ts';
import { invitationsFound, resend, withdraw } from './users.api.ts';
import { usersText } from './users.text.ts';

const tones: Record<InvitationView['status'], Tone> = { pending: 'due', expired: 'overdue', accepted: 'well', withdrawn: 'quiet' };

/** Who was asked to come, and what became of it. */
export function InvitationsPage() {
  const say = useTexts(usersText);
  const { instant } = useFormats();
  const reach = useReach();
  const search = useSearch({ from: '/inside/invitations' });
  const navigate = useNavigate({ from: '/invitations' });
  const [inviting, setInviting] = useState(false);
  const reading = useInfiniteQuery(invitationsFound(search));
  const rows = reading.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page
      title={say('invitations')}
      actions={<><Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setInviting(true)}>{say('invite')}</Button><AsCommand path="/identity/invitations" query={search} command={command`kairos users invite <e-mail> --role <role>`} /></>}
    >
      <PeopleSections open="invitations" />
      <Select
        aria-label={say('status')} placeholder={say('anyStatus')} clearable w="12rem" value={search.status ?? null} data={invitationStatuses.map((value) => ({ value, label: say(value) }))}
        onChange={(value) => void navigate({ search: { status: (value ?? undefined) as InvitationsSearch['status'] }, replace: true })}
      />
      <Panel title={say('invitations')} reading={reading}>
        {rows.length === 0 ? <Empty title={say('noInvitations')} hint={say('noInvitationsHint')} /> : (
          <PlainTable
            label={say('invitations')} rows={rows} keyOf={({ id }) => id}
            columns={[
              { key: 'email', label: say('email'), cell: ({ email }) => email },
              { key: 'status', label: say('status'), cell: ({ status }) => <Mark tone={tones[status]}>{say(status)}</Mark> },
              { key: 'reach', label: say('reach'), cell: ({ rowScope }) => reach(rowScope) },
              { key: 'by', label: say('by'), cell: ({ invitedBy }) => <PersonName userId={invitedBy} /> },
              { key: 'expires', label: say('expires'), cell: ({ expiresAt }) => instant(expiresAt) },
              { key: 'actions', label: say('actions'), cell: (row) => <Actions invitation={row} /> },
            ]}
          />
        )}
        {reading.hasNextPage && <Button mt="sm" variant="default" loading={reading.isFetchingNextPage} onClick={() => void reading.fetchNextPage()}>{say('more')}</Button>}
      </Panel>
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Page>
  );
}

function Actions({ invitation }: { invitation: InvitationView }) {
  const say = useTexts(usersText);
  const { email, status } = invitation;
  const changes = [['identity', 'invitations']] as const;
  const again = useCommand({ run: () => resend(invitation), changes, done: () => say('resent', { email }) });
  const back = useCommand({ run: () => withdraw(invitation), changes, done: () => say('withdrawnNow', { email }) });
  if (status !== 'pending' && status !== 'expired') return null;
  return (
    <Group gap="xs" wrap="nowrap">
      <Button size="compact-sm" variant="default" loading={again.isPending} aria-label={say('resendTo', { email })} onClick={() => again.mutate(undefined)}>{say('resend')}</Button>
      <Button size="compact-sm" variant="subtle" loading={back.isPending} aria-label={say('withdrawFrom', { email })} onClick={() => back.mutate(undefined)}>{say('withdraw')}</Button>
    </Group>
  );
}
