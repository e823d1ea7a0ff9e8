import { Alert, Button, Group, PasswordInput, Stack } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { ProofNotGiven } from '../../lib/problem.ts';
import { changePassword } from '../../lib/session.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { securityText } from './security.text.ts';
import classes from './profile.module.css';

const empty = { current: '', next: '', again: '' };

export function PasswordPanel() {
  const say = useTexts(securityText);
  const [{ current, next, again }, setTyped] = useState(empty);
  const { mutate, isPending, error } = useCommand({ run: () => changePassword({ currentPassword: current, newPassword: next }), changes: [['identity', 'me']], done: () => say('passwordChanged'), shows: 'all' });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (next === again && !isPending) mutate(undefined, { onSuccess: () => setTyped(empty) });
  };
  const field = (name: keyof typeof empty, autoComplete: string, value: string, wrong?: string | false) => (
    <PasswordInput label={say(name)} name={`password-${name}`} autoComplete={autoComplete} required value={value} error={wrong} onChange={(event) => { const typed = event.currentTarget.value; setTyped((before) => ({ ...before, [name]: typed })); }} />
  );
  return (
    <Panel title={say('password')}>
      <form onSubmit={onSubmit}>
        <Stack>
          <p className={classes.quiet}>{say('passwordHint')}</p>
          {error && !(error instanceof ProofNotGiven) && <Alert color="red" role="alert">{error.message}</Alert>}
          <div className={classes.pair}>
            {field('current', 'current-password', current)}
            {field('next', 'new-password', next)}
            {field('again', 'new-password', again, again !== '' && again !== next && say('notTheSame'))}
          </div>
          <Group><Button type="submit" variant="default" loading={isPending}>{say('changePassword')}</Button></Group>
        </Stack>
      </form>
    </Panel>
  );
}
