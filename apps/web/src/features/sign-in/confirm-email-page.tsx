import { Alert, Button, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Page } from '../../ui/page.tsx';
import { confirmEmail } from './sign-in.api.ts';
import { signInText } from './sign-in.text.ts';
import { useMailedToken } from './use-mailed-token.ts';

/** Where the link that shows an address to be one's own leads, for who is signed in. */
export function ConfirmEmailPage() {
  const say = useTexts(signInText);
  const token = useMailedToken();
  const { mutate, isPending, isSuccess, error } = useCommand({ run: (of: string) => confirmEmail(of), changes: [['identity', 'me']], shows: 'all' });
  return (
    <Page title={say('confirmTitle')}>
      <Stack maw="36rem" align="flex-start">
        {token === undefined && <Alert color="red" role="alert">{say('linkBroken')}</Alert>}
        {error && <Alert color="red" role="alert">{error.message}</Alert>}
        {isSuccess && <Alert color="green" role="status">{say('confirmDone')}</Alert>}
        {token !== undefined && !isSuccess && (
          <>
            <Text>{say('confirmHint')}</Text>
            <Button loading={isPending} onClick={() => mutate(token)}>{say('confirmNow')}</Button>
          </>
        )}
        <Link to="/profile">{say('toProfile')}</Link>
      </Stack>
    </Page>
  );
}
