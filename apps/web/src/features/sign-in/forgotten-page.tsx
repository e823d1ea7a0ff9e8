import { Alert, Anchor, Button, Text, TextInput, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTexts } from '../../lib/use-texts.ts';
import { Door } from './door.tsx';
import { requestReset } from './sign-in.api.ts';
import { signInText } from './sign-in.text.ts';
import { useSubmit } from './use-submit.ts';

/** Has a link mailed; whether the address has an account is told to its owner alone. */
export function ForgottenPage() {
  const say = useTexts(signInText);
  const [email, setEmail] = useState('');
  const [sent, setSent] = useState(false);
  const { onSubmit, busy, refusal } = useSubmit(async () => {
    await requestReset(email);
    setSent(true);
  });
  return (
    <Door>
      <form onSubmit={onSubmit}>
        <Title order={1}>{say('forgotten')}</Title>
        {refusal && <Alert color="red" role="alert">{refusal}</Alert>}
        {sent ? <Alert role="status">{say('resetSent')}</Alert> : (
          <>
            <Text>{say('forgottenHint')}</Text>
            <TextInput label={say('email')} type="email" name="email" autoComplete="username" required autoFocus value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
            <Button type="submit" loading={busy} size="md">{say('sendLink')}</Button>
          </>
        )}
        <Anchor component={Link} to="/sign-in" size="sm">{say('backToDoor')}</Anchor>
      </form>
    </Door>
  );
}
