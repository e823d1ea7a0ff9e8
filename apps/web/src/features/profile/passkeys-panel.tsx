import { Button, Group } from '@mantine/core';
import { browserSupportsWebAuthn } from '@simplewebauthn/browser';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PasskeyView } from '@kairos/contracts';
import { useCommand } from '../../lib/use-command.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { AddPasskey } from './add-passkey.tsx';
import { ownPasskeys, removePasskey } from './profile.api.ts';
import { securityText } from './security.text.ts';
import classes from './profile.module.css';

/** Passkeys of one's own: which there are, one more, and the end of one. */
export function PasskeysPanel() {
  const say = useTexts(securityText);
  const { instant } = useFormats();
  const reading = useQuery(ownPasskeys());
  const rows = reading.data ?? [];
  return (
    <Panel title={say('passkeys')} reading={reading}>
      <p className={classes.quiet}>{say('passkeysHint')} {rows.length === 0 && say('noPasskeys')}</p>
      {rows.length > 0 && (
        <PlainTable
          label={say('passkeys')} rows={rows} keyOf={({ id }) => id}
          columns={[
            { key: 'name', label: say('name'), cell: ({ name }) => name },
            { key: 'where', label: say('where'), cell: ({ synced }) => say(synced ? 'synced' : 'oneDevice') },
            { key: 'added', label: say('added'), cell: ({ createdAt }) => instant(createdAt) },
            { key: 'lastUsed', label: say('lastUsed'), cell: ({ lastUsedAt }) => (lastUsedAt ? instant(lastUsedAt) : say('never')) },
            { key: 'actions', label: say('actions'), cell: (passkey) => <Remove passkey={passkey} /> },
          ]}
        />
      )}
      {browserSupportsWebAuthn() ? <AddPasskey /> : <p className={classes.quiet}>{say('noSupport')}</p>}
    </Panel>
  );
}

/** What was removed does not come back, so it is asked for twice. */
function Remove({ passkey: { id, name } }: { passkey: PasskeyView }) {
  const say = useTexts(securityText);
  const [asked, setAsked] = useState(false);
  const { mutate, isPending } = useCommand({ run: () => removePasskey(id), changes: [['identity', 'me']], done: () => say('passkeyRemoved', { name }) });
  if (!asked) return <Button size="compact-sm" variant="subtle" aria-label={say('removeOf', { name })} onClick={() => setAsked(true)}>{say('remove')}</Button>;
  return (
    <Group gap="xs" wrap="nowrap">
      <Button size="compact-sm" color="red" loading={isPending} onClick={() => mutate(undefined)}>{say('removeReally')}</Button>
      <Button size="compact-sm" variant="subtle" onClick={() => setAsked(false)}>{say('keep')}</Button>
    </Group>
  );
}
