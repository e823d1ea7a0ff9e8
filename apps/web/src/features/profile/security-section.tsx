import { Alert, Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { MeView } from '@kairos/contracts';
import { ownFactors } from '../../lib/account.ts';
import { demandProof } from '../../lib/session.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useStanding } from '../../lib/use-session.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { PasskeysPanel } from './passkeys-panel.tsx';
import { PasswordPanel } from './password-panel.tsx';
import { securityText } from './security.text.ts';
import { TotpPanel } from './totp-panel.tsx';
import classes from './profile.module.css';

/** What one proves oneself with: password, one-time codes, passkeys. */
export function SecuritySection(_: { account: MeView }) {
  return (
    <div className={classes.parts}>
      <Demanded />
      <TotpPanel />
      <PasskeysPanel />
      <PasswordPanel />
    </div>
  );
}

/** Where the tenant asks for a second factor that this session has not proved. */
function Demanded() {
  const say = useTexts(securityText);
  const standing = useStanding();
  const { data } = useQuery(ownFactors());
  const proving = useCommand({ run: demandProof, changes: [['identity'], ['workflows'], ['assets']] });
  if (standing.state !== 'signed-in' || !standing.session.secondFactorRequired || !data) return null;
  const has = data.totp || data.passkeys > 0;
  return (
    <Alert color="yellow" role="status" title={say('demanded')}>
      <Group justify="space-between">
        {say(has ? 'proveHint' : 'demandedHint')}
        {has && <Button size="xs" loading={proving.isPending} onClick={() => proving.mutate(undefined)}>{say('prove')}</Button>}
      </Group>
    </Alert>
  );
}
