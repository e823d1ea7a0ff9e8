import { Alert, Button, Group, Modal, PasswordInput, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { StepUpBody } from '@kairos/contracts';
import { ownFactors } from '../lib/account.ts';
import { isProblem } from '../lib/problem.ts';
import { stepUp } from '../lib/session.ts';
import { useTexts } from '../lib/use-texts.ts';
import { provePasskey } from '../vocabulary/passkey-proof.ts';
import { proofText } from './proof.text.ts';

/** The strongest proof that somebody has, once more. */
export function ProofDialog({ onSettled }: { onSettled: (given: boolean) => void }) {
  const say = useTexts(proofText);
  const { data: factors } = useQuery(ownFactors());
  const [typed, setTyped] = useState('');
  const [refusal, setRefusal] = useState<string>();
  const [busy, setBusy] = useState(false);
  const byCode = factors !== undefined && (factors.totp || factors.recoveryCodesLeft > 0);
  const byPassword = factors !== undefined && !byCode && factors.passkeys === 0;

  const send = (proof: () => Promise<StepUpBody>) => {
    if (busy) return;
    setBusy(true);
    setRefusal(undefined);
    proof().then(stepUp).then(
      () => onSettled(true),
      (error: unknown) => {
        setBusy(false);
        setRefusal(isProblem(error, 'unreachable') ? say('unreachable') : isProblem(error) ? error.message : say('passkeyFailed'));
      },
    );
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const code = typed.replaceAll(/\s/g, '');
    send(() => Promise.resolve(byPassword ? { password: typed } : /^\d{6}$/.test(code) ? { code } : { recoveryCode: code }));
  };
  return (
    <Modal opened onClose={() => onSettled(false)} title={say('title')} zIndex={400}>
      <form onSubmit={onSubmit}>
        <Stack>
          <Text>{say('hint')}</Text>
          {refusal && <Alert color="red" role="alert">{refusal}</Alert>}
          {!factors && <Skeleton h={60} />}
          {factors && factors.passkeys > 0 && <Button variant={byCode ? 'default' : 'filled'} leftSection={<IconFingerprint size={18} aria-hidden />} loading={busy} onClick={() => send(async () => ({ passkey: await provePasskey() }))}>{say('passkey')}</Button>}
          {byPassword && <PasswordInput label={say('password')} name="proof-password" autoComplete="current-password" required data-autofocus value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />}
          {byCode && <TextInput label={say('code')} name="proof-code" autoComplete="one-time-code" required data-autofocus value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => onSettled(false)}>{say('cancel')}</Button>
            {(byPassword || byCode) && <Button type="submit" loading={busy}>{say('confirm')}</Button>}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
