import { Alert, Button, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import type { SecondFactorRequired } from '@kairos/contracts';
import { completeSignIn, type Session } from '../../lib/session.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { signInText } from './sign-in.text.ts';
import { useSubmit } from './use-submit.ts';

type Props = { required: SecondFactorRequired; onSignedIn: (session: Session) => void };

export function SecondFactorForm({ required, onSignedIn }: Props) {
  const say = useTexts(signInText);
  const [code, setCode] = useState('');
  const { onSubmit, busy, refusal } = useSubmit(async () => {
    const given = code.replaceAll(/\s/g, '');
    onSignedIn(await completeSignIn({ challenge: required.challenge, proof: /^\d{6}$/.test(given) ? { code: given } : { recoveryCode: given } }));
  });
  return (
    <form onSubmit={onSubmit}>
      <Title order={1}>{say('secondFactor')}</Title>
      <Text>{say('secondFactorHint')}</Text>
      {refusal && <Alert color="red" role="alert">{refusal}</Alert>}
      <TextInput label={say('code')} name="code" autoComplete="one-time-code" required autoFocus value={code} onChange={(event) => setCode(event.currentTarget.value)} />
      <Button type="submit" loading={busy} size="md">{say('next')}</Button>
    </form>
  );
}
