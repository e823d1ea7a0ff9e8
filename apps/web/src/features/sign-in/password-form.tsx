import { Alert, Anchor, Button, PasswordInput, TextInput, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { SecondFactorRequired } from '@kairos/contracts';
import { isProblem } from '../../lib/problem.ts';
import { signIn, type Session } from '../../lib/session.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { OtherWays } from './other-ways.tsx';
import { signInText } from './sign-in.text.ts';
import { useSubmit } from './use-submit.ts';

type Props = { next: string | undefined; onChallenge: (required: SecondFactorRequired) => void; onSignedIn: (session: Session, password: string) => void };

export function PasswordForm({ next, onChallenge, onSignedIn }: Props) {
  const say = useTexts(signInText);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [notProved, setNotProved] = useState<string>();
  const { onSubmit, busy, refusal } = useSubmit(async () => {
    setNotProved(undefined);
    const answer = await signIn({ email, password });
    if ('challenge' in answer) onChallenge(answer);
    else onSignedIn(answer, password);
  });
  return (
    <form onSubmit={onSubmit}>
      <Title order={1}>{say('title')}</Title>
      {(refusal ?? notProved) && <Alert color="red" role="alert">{refusal ?? notProved}</Alert>}
      <TextInput label={say('email')} type="email" name="email" autoComplete="username webauthn" required autoFocus value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
      <PasswordInput label={say('password')} name="password" autoComplete="current-password" required value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
      <Button type="submit" loading={busy} size="md">{say('enter')}</Button>
      <Anchor component={Link} to="/password-resets" size="sm">{say('forgotten')}</Anchor>
      <OtherWays email={email} next={next} onSignedIn={(session) => onSignedIn(session, '')} onRefused={(error) => setNotProved(isProblem(error) ? error.message : say('passkeyFailed'))} />
    </form>
  );
}
