import { Button } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { IssuedApiKey, MeView } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { ApiKeyActions, IssuedKeyDialog } from '../../vocabulary/api-key-actions.tsx';
import { ApiKeyMark } from '../../vocabulary/api-key-mark.tsx';
import { apiKeyWords } from '../../vocabulary/api-key-words.ts';
import { keysText } from './keys.text.ts';
import { NewKeyDialog } from './new-key-dialog.tsx';
import { ownKeys } from './profile.api.ts';
import classes from './profile.module.css';

/** Keys that act as oneself: made here, their secret shown once, ended here. */
export function KeysSection({ account }: { account: MeView }) {
  const say = useTexts(keysText);
  const word = useTexts(apiKeyWords);
  const { instant } = useFormats();
  const reading = useInfiniteQuery(ownKeys());
  const [creating, setCreating] = useState(false);
  const [issued, setIssued] = useState<IssuedApiKey>();
  const rows = reading.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Panel title={say('title')} reading={reading} actions={<Button leftSection={<IconKey size={16} aria-hidden />} onClick={() => setCreating(true)}>{word('create')}</Button>}>
      <p className={classes.quiet}>{say(rows.length === 0 ? 'none' : 'hint')}</p>
      {rows.length > 0 && (
        <PlainTable
          label={say('title')} rows={rows} keyOf={({ id }) => id}
          columns={[
            { key: 'name', label: say('name'), cell: ({ name }) => name },
            { key: 'status', label: say('status'), cell: ({ status }) => <ApiKeyMark status={status} /> },
            { key: 'rights', label: say('rights'), cell: ({ scopes }) => scopes.join(', ') },
            { key: 'begins', label: say('begins'), cell: ({ secrets }) => secrets.map(({ hint }) => hint).join(', ') || '–' },
            { key: 'lastUsed', label: say('lastUsed'), cell: ({ lastUsedAt }) => (lastUsedAt ? instant(lastUsedAt) : say('never')) },
            { key: 'until', label: say('until'), cell: ({ expiresAt }) => instant(expiresAt) },
            { key: 'actions', label: say('actions'), cell: (row) => row.status === 'active' && <ApiKeyActions path="/identity/me/api-keys" apiKey={row} /> },
          ]}
        />
      )}
      {reading.hasNextPage && <Button mt="sm" variant="default" loading={reading.isFetchingNextPage} onClick={() => void reading.fetchNextPage()}>{say('more')}</Button>}
      {creating && <NewKeyDialog account={account} onClose={() => setCreating(false)} onIssued={setIssued} />}
      {issued && <IssuedKeyDialog issued={issued} onClose={() => setIssued(undefined)} />}
    </Panel>
  );
}
