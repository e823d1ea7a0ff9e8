import { Button } from '@mantine/core';
import { useState } from 'react';
import type { UserView } from '@kairos/contracts';
import { command } from '../../lib/command-line.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Panel } from '../../ui/panel.tsx';
import { EraseDialog } from './erase-dialog.tsx';
import { eraseText } from './erase-from-trail.text.ts';
import classes from './users.module.css';

/** For who works here no more: what the trail tells of them can go, and it stays provable all the same. */
export function EraseFromTrail({ user }: { user: UserView }) {
  const say = useTexts(eraseText);
  const [asked, setAsked] = useState(false);
  return (
    <Panel
      title={say('title')}
      actions={
        <>
          <Button variant="default" color="red" onClick={() => setAsked(true)}>{say('erase')}</Button>
          <AsCommand method="POST" path="/identity/audit-records/erasures" body={{ userId: user.id, content: false, reason: '…' }} command={command`kairos audit erase ${user.email} --reason <text> --confirm <name>`} />
        </>
      }
    >
      <p className={classes.quiet}>{say('hint')}</p>
      {asked && <EraseDialog user={user} onClose={() => setAsked(false)} />}
    </Panel>
  );
}
