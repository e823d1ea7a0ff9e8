import { Alert, Button, Code, Group, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { TotpEnrolment } from '@kairos/contracts';
import { ProofNotGiven } from '../../lib/problem.ts';
import { renew, takeRenewed } from '../../lib/session.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { confirmTotp } from './profile.api.ts';
import { QrCode } from './qr-code.tsx';
import { securityText } from './security.text.ts';

type Props = { enrolment: TotpEnrolment; onDone: (recoveryCodes: readonly string[]) => void; onCancel: () => void };

/** The secret goes to an authenticator, whose first code shows that it has arrived. */
export function TotpSetup({ enrolment: { secret, otpauthUri }, onDone, onCancel }: Props) {
  const say = useTexts(securityText);
  const [code, setCode] = useState('');
  const { mutate, isPending, error } = useCommand({
    run: async (given: string) => {
      const { recoveryCodes, ...renewed } = await confirmTotp(given);
      takeRenewed(renewed);
      await renew();
      return recoveryCodes;
    },
    changes: [['identity', 'me']], done: () => say('totpDone'), shows: 'all',
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!isPending) mutate(code.replaceAll(/\s/g, ''), { onSuccess: onDone });
  };
  return (
    <form onSubmit={onSubmit}>
      <Stack align="flex-start">
        {say('scan')}
        <QrCode text={otpauthUri} label={say('qr')} />
        <span>{say('secret')}: <Code>{secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</Code></span>
        {error && !(error instanceof ProofNotGiven) && <Alert color="red" role="alert">{error.message}</Alert>}
        <TextInput label={say('code')} name="totp-code" inputMode="numeric" autoComplete="one-time-code" required w="12rem" value={code} onChange={(event) => setCode(event.currentTarget.value)} />
        <Group>
          <Button type="submit" loading={isPending}>{say('confirm')}</Button>
          <Button variant="default" onClick={onCancel}>{say('cancel')}</Button>
        </Group>
      </Stack>
    </form>
  );
}
