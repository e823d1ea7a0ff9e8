import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { TotpEnrolment } from '@kairos/contracts';
import { ownFactors } from '../../lib/account.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { beginTotp, newRecoveryCodes, removeTotp } from './profile.api.ts';
import { RecoveryCodeList } from './recovery-code-list.tsx';
import { securityText } from './security.text.ts';
import { TotpSetup } from './totp-setup.tsx';
import classes from './profile.module.css';

const changes = [['identity', 'me']] as const;

/** One-time codes: setting them up, the recovery codes beside them, and their end. */
export function TotpPanel() {
  const say = useTexts(securityText);
  const reading = useQuery(ownFactors());
  const [enrolment, setEnrolment] = useState<TotpEnrolment>();
  const [codes, setCodes] = useState<readonly string[]>();
  const [asked, setAsked] = useState(false);
  const begin = useCommand({ run: beginTotp, changes });
  const renewCodes = useCommand({ run: newRecoveryCodes, changes });
  const remove = useCommand({ run: removeTotp, changes, done: () => say('totpRemoved') });
  const on = reading.data?.totp ?? false;
  return (
    <Panel title={say('totp')} reading={reading}>
      <p className={classes.quiet}>{on ? say('totpOn', { left: reading.data?.recoveryCodesLeft ?? 0 }) : say('totpOff')}</p>
      {codes && <RecoveryCodeList codes={codes} onKept={() => setCodes(undefined)} />}
      {enrolment && <TotpSetup enrolment={enrolment} onCancel={() => setEnrolment(undefined)} onDone={(made) => { setEnrolment(undefined); setCodes(made); }} />}
      {!on && !enrolment && !codes && <Button loading={begin.isPending} onClick={() => begin.mutate(undefined, { onSuccess: setEnrolment })}>{say('setUp')}</Button>}
      {on && !codes && (
        <Group gap="xs">
          <Button variant="default" loading={renewCodes.isPending} onClick={() => renewCodes.mutate(undefined, { onSuccess: ({ recoveryCodes }) => setCodes(recoveryCodes) })}>{say('newCodes')}</Button>
          {asked ? (
            <>
              <Button color="red" loading={remove.isPending} onClick={() => remove.mutate(undefined, { onSettled: () => setAsked(false) })}>{say('removeReally')}</Button>
              <Button variant="subtle" onClick={() => setAsked(false)}>{say('keep')}</Button>
            </>
          ) : <Button variant="default" onClick={() => setAsked(true)}>{say('remove')}</Button>}
        </Group>
      )}
    </Panel>
  );
}
