import { Button } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiKeyView, IssuedApiKey, MeView } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Mark, type Tone } from '../../ui/mark.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { IssuedSecret } from './issued-secret.tsx';
import { KeyActions } from './key-actions.tsx';
import { keysText } from './keys.text.ts';
import { NewKeyDialog } from './new-key-dialog.tsx';
import { ownKeys } from './profile.api.ts';
import classes from './profile.module.css';

const tones: Record<ApiKeyView['status'], Tone> = { active: 'well', expired: 'due', revoked: 'quiet', 'owner-inactive': 'quiet' };

/** Keys that act as oneself: made here, their secret shown once, ended here. */
export function KeysSection({ account }: { account: MeView }) {
  const say = useTexts(keysText);
  const { instant } = useFormats();
  const reading = useInfiniteQuery(ownKeys());
  const [creating, setCreating] = useState(false);
  const [issued, setIssued] = useState<IssuedApiKey>();
  const rows = reading.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Panel title={say('title')} reading={reading} actions={<Button leftSection={<IconKey size={16} aria-hidden />} onClick={() => setCreating(true)}>{say('create')}</Button>}>
      <p className={classes.quiet}>{say(rows.length === 0 ? 'none' : 'hint')}</p>
      {issued && <IssuedSecret issued={issued} onKept={() => setIssued(undefined)} />}
      {rows.length > 0 && (
        <PlainTable
          label={say('title')} rows={rows} keyOf={({ id }) => id}
          columns={[
            { key: 'name', label: say('name'), cell: ({ name }) => name },
            { key: 'status', label: say('status'), cell: ({ status }) => <Mark tone={tones[status]}>{say(status)}</Mark> },
            { key: 'rights', label: say('rights'), cell: ({ scopes }) => scopes.join(', ') },
            { key: 'begins', label: say('begins'), cell: ({ secrets }) => secrets.map(({ hint }) => hint).join(', ') || '–' },
            { key: 'lastUsed', label: say('lastUsed'), cell: ({ lastUsedAt }) => (lastUsedAt ? instant(lastUsedAt) : say('never')) },
            { key: 'until', label: say('until'), cell: ({ expiresAt }) => instant(expiresAt) },
            { key: 'actions', label: say('actions'), cell: (row) => row.status === 'active' && <KeyActions apiKey={row} onIssued={setIssued} /> },
          ]}
        />
      )}
      {reading.hasNextPage && <Button mt="sm" variant="default" loading={reading.isFetchingNextPage} onClick={() => void reading.fetchNextPage()}>{say('more')}</Button>}
      {creating && <NewKeyDialog account={account} onClose={() => setCreating(false)} onIssued={setIssued} />}
    </Panel>
  );
}
