import { Alert, Button, Group, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { ChangeEmailBody, type MeView } from '@kairos/contracts';
import { ProofNotGiven } from '../../lib/problem.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Mark } from '../../ui/mark.tsx';
import { Panel } from '../../ui/panel.tsx';
import { changeEmail, verifyEmail } from './profile.api.ts';
import { profileText } from './profile.text.ts';
import classes from './profile.module.css';

/** The address of the account: whether it is shown to be one's own, and another in its place. */
export function EmailPanel({ account: { email, emailVerified } }: { account: MeView }) {
  const say = useTexts(profileText);
  const [wanted, setWanted] = useState('');
  const [currentPassword, setPassword] = useState('');
  const verify = useCommand({ run: verifyEmail, changes: [], done: () => say('linkSent', { email }) });
  const { mutate, isPending, error } = useCommand({ run: (body: ChangeEmailBody) => changeEmail(body), changes: [], done: (_, body) => say('linkSent', { email: body.email }), shows: 'all' });
  const read = ChangeEmailBody.safeParse({ email: wanted, currentPassword });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (read.success && !isPending) mutate(read.data, { onSuccess: () => { setWanted(''); setPassword(''); } });
  };
  return (
    <Panel title={say('email')}>
      <Stack>
        <Group>
          <span>{email}</span>
          <Mark tone={emailVerified ? 'well' : 'due'}>{say(emailVerified ? 'confirmed' : 'notConfirmed')}</Mark>
          {!emailVerified && <Button size="compact-sm" variant="default" loading={verify.isPending} onClick={() => verify.mutate(undefined)}>{say('confirmMail')}</Button>}
        </Group>
        <form onSubmit={onSubmit}>
          <p className={classes.quiet}>{say('emailHint')}</p>
          {error && !(error instanceof ProofNotGiven) && <Alert color="red" role="alert" mb="sm">{error.message}</Alert>}
          <div className={classes.pair}>
            <TextInput label={say('newEmail')} type="email" name="new-email" autoComplete="email" value={wanted} onChange={(event) => setWanted(event.currentTarget.value)} />
            <PasswordInput label={say('password')} name="current-password" autoComplete="current-password" value={currentPassword} onChange={(event) => setPassword(event.currentTarget.value)} />
            <Group><Button type="submit" variant="default" loading={isPending} disabled={!read.success}>{say('changeEmail')}</Button></Group>
          </div>
        </form>
      </Stack>
    </Panel>
  );
}
