import { Alert, Button, Text, TextInput, Title } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useState } from 'react';
import type { SecondFactorProof, SecondFactorRequired } from '@kairos/contracts';
import { isProblem } from '../../lib/problem.ts';
import { completeSignIn, type Session } from '../../lib/session.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { provePasskey } from '../../vocabulary/passkey-proof.ts';
import { signInText } from './sign-in.text.ts';
import { useSubmit } from './use-submit.ts';

type Props = { required: SecondFactorRequired; onSignedIn: (session: Session) => void };

/** The second proof, by what the account holds: a code, a recovery code or a passkey. */
export function SecondFactorForm({ required: { challenge, factors }, onSignedIn }: Props) {
  const say = useTexts(signInText);
  const [code, setCode] = useState('');
  const [notProved, setNotProved] = useState<string>();
  const complete = async (proof: SecondFactorProof) => onSignedIn(await completeSignIn({ challenge, proof }));
  const { onSubmit, busy, refusal } = useSubmit(() => {
    const given = code.replaceAll(/\s/g, '');
    return complete(/^\d{6}$/.test(given) ? { code: given } : { recoveryCode: given });
  });
  const passkey = () => {
    setNotProved(undefined);
    void provePasskey().then((proof) => complete({ passkey: proof })).catch((error: unknown) => setNotProved(isProblem(error) ? error.message : say('passkeyFailed')));
  };
  const byCode = factors.includes('totp') || factors.includes('recovery-code');
  return (
    <form onSubmit={onSubmit}>
      <Title order={1}>{say('secondFactor')}</Title>
      {(refusal ?? notProved) && <Alert color="red" role="alert">{refusal ?? notProved}</Alert>}
      {factors.includes('passkey') && <Button size="md" variant={byCode ? 'default' : 'filled'} leftSection={<IconFingerprint size={18} aria-hidden />} onClick={passkey}>{say('usePasskey')}</Button>}
      {byCode && (
        <>
          <Text>{say('secondFactorHint')}</Text>
          <TextInput label={say('code')} name="code" autoComplete="one-time-code" required autoFocus value={code} onChange={(event) => setCode(event.currentTarget.value)} />
          <Button type="submit" loading={busy} size="md">{say('next')}</Button>
        </>
      )}
    </form>
  );
}
