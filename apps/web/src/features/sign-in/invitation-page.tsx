import { Alert, Anchor, Button, PasswordInput, Skeleton, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { OpenInvitation } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Door } from './door.tsx';
import { NewPasswordFields } from './new-password-fields.tsx';
import { acceptInvitation, openedInvitation } from './sign-in.api.ts';
import { signInText } from './sign-in.text.ts';
import { useMailedToken } from './use-mailed-token.ts';
import { useSubmit } from './use-submit.ts';

/** Where the link of an invitation leads: who invites, and joining. */
export function InvitationPage() {
  const say = useTexts(signInText);
  const token = useMailedToken();
  const [accepted, setAccepted] = useState(false);
  const { data: invitation, error } = useQuery({ ...openedInvitation(token ?? ''), enabled: token !== undefined });
  return (
    <Door>
      {token === undefined || error ? (
        <>
          <Title order={1}>{say('invitation')}</Title>
          <Alert color="red" role="alert">{error?.message ?? say('linkBroken')}</Alert>
        </>
      ) : accepted ? (
        <>
          <Title order={1}>{say('joined', { tenant: invitation?.tenantName ?? '' })}</Title>
          <Text role="status">{say('joinedHint')}</Text>
        </>
      ) : invitation ? <Joining token={token} invitation={invitation} onJoined={() => setAccepted(true)} /> : <Skeleton h={200} />}
      <Anchor component={Link} to="/sign-in" size="sm">{say('backToDoor')}</Anchor>
    </Door>
  );
}

function Joining({ token, invitation, onJoined }: { token: string; invitation: OpenInvitation; onJoined: () => void }) {
  const say = useTexts(signInText);
  const { instant } = useFormats();
  const { tenantName, email, expiresAt, accountExists } = invitation;
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const { onSubmit, busy, refusal } = useSubmit(async () => {
    if (!accountExists && password !== again) return;
    await acceptInvitation({ token, password, ...(accountExists ? {} : { displayName: name.trim() }) });
    onJoined();
  });
  return (
    <form onSubmit={onSubmit}>
      <Title order={1}>{say('invitedTo', { tenant: tenantName })}</Title>
      <Text>{say(accountExists ? 'knownHint' : 'newHint', { email })} {say('goodUntil', { when: instant(expiresAt) })}</Text>
      {refusal && <Alert color="red" role="alert">{refusal}</Alert>}
      {accountExists ? (
        <PasswordInput label={say('password')} name="password" autoComplete="current-password" required value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
      ) : (
        <>
          <TextInput label={say('name')} name="name" autoComplete="name" required maxLength={200} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <NewPasswordFields next={password} again={again} onNext={setPassword} onAgain={setAgain} />
        </>
      )}
      <Button type="submit" loading={busy} size="md">{say('join')}</Button>
    </form>
  );
}
