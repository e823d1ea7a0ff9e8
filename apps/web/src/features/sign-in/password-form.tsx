import { Alert, Button, PasswordInput, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import type { SecondFactorRequired } from '@kairos/contracts';
import { signIn, type Session } from '../../lib/session.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { signInText } from './sign-in.text.ts';
import { useSubmit } from './use-submit.ts';

type Props = { onChallenge: (required: SecondFactorRequired) => void; onSignedIn: (session: Session, password: string) => void };

export function PasswordForm({ onChallenge, onSignedIn }: Props) {
  const say = useTexts(signInText);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { onSubmit, busy, refusal } = useSubmit(async () => {
    const answer = await signIn({ email, password });
    if ('challenge' in answer) onChallenge(answer);
    else onSignedIn(answer, password);
  });
  return (
    <form onSubmit={onSubmit}>
      <Title order={1}>{say('title')}</Title>
      {refusal && <Alert color="red" role="alert">{refusal}</Alert>}
      <TextInput label={say('email')} type="email" name="email" autoComplete="username" required autoFocus value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
      <PasswordInput label={say('password')} name="password" autoComplete="current-password" required value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
      <Button type="submit" loading={busy} size="md">{say('enter')}</Button>
    </form>
  );
}
