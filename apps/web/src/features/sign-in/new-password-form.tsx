import { Alert, Button, PasswordInput, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { changePassword, type Session } from '../../lib/session.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { signInText } from './sign-in.text.ts';
import { useSubmit } from './use-submit.ts';

type Props = {
  /** The password that was good for once; empty where a second factor came between, and it is asked for again. */
  used: string;
  onChanged: (session: Session) => void;
};

export function NewPasswordForm({ used, onChanged }: Props) {
  const say = useTexts(signInText);
  const [current, setCurrent] = useState(used);
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const mismatch = again !== '' && again !== next;
  const { onSubmit, busy, refusal } = useSubmit(async () => {
    if (again === next) onChanged(await changePassword({ currentPassword: current, newPassword: next }));
  });
  return (
    <form onSubmit={onSubmit}>
      <Title order={1}>{say('newPasswordTitle')}</Title>
      <Text>{say('newPasswordHint', { min: 15 })}</Text>
      {refusal && <Alert color="red" role="alert">{refusal}</Alert>}
      {used === '' && <PasswordInput label={say('password')} autoComplete="current-password" required value={current} onChange={(event) => setCurrent(event.currentTarget.value)} />}
      <PasswordInput label={say('newPassword')} name="new-password" autoComplete="new-password" required minLength={15} autoFocus value={next} onChange={(event) => setNext(event.currentTarget.value)} />
      <PasswordInput label={say('repeat')} name="repeated" autoComplete="new-password" required error={mismatch && say('notTheSame')} value={again} onChange={(event) => setAgain(event.currentTarget.value)} />
      <Button type="submit" loading={busy} size="md">{say('save')}</Button>
    </form>
  );
}
