import { Alert, Anchor, Button, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTexts } from '../../lib/use-texts.ts';
import { Door } from './door.tsx';
import { NewPasswordFields } from './new-password-fields.tsx';
import { completeReset } from './sign-in.api.ts';
import { signInText } from './sign-in.text.ts';
import { useMailedToken } from './use-mailed-token.ts';
import { useSubmit } from './use-submit.ts';

const shortest = 15;

/** Where the mailed link for a new password leads. */
export function ResetPage() {
  const say = useTexts(signInText);
  const token = useMailedToken();
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [done, setDone] = useState(false);
  const { onSubmit, busy, refusal } = useSubmit(async () => {
    if (token === undefined || next !== again) return;
    await completeReset(token, next);
    setDone(true);
  });
  return (
    <Door>
      <form onSubmit={onSubmit}>
        <Title order={1}>{say('resetTitle')}</Title>
        {token === undefined && <Alert color="red" role="alert">{say('linkBroken')}</Alert>}
        {refusal && <Alert color="red" role="alert">{refusal}</Alert>}
        {done && <Alert color="green" role="status">{say('resetDone')}</Alert>}
        {token !== undefined && !done && (
          <>
            <Text>{say('resetHint', { min: shortest })}</Text>
            <NewPasswordFields next={next} again={again} onNext={setNext} onAgain={setAgain} />
            <Button type="submit" loading={busy} size="md">{say('resetSave')}</Button>
          </>
        )}
        <Anchor component={Link} to="/sign-in" size="sm">{say('backToDoor')}</Anchor>
      </form>
    </Door>
  );
}
