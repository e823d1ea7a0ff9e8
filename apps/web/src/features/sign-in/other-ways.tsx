import { Button, Divider } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFingerprint, IconLogin2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { signInWithPasskey, type Session } from '../../lib/session.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { provePasskey } from '../../vocabulary/passkey-proof.ts';
import { providersFor } from './sign-in.api.ts';
import { signInText } from './sign-in.text.ts';

type Props = { email: string; next: string | undefined; onSignedIn: (session: Session) => void; onRefused: (error: unknown) => void };
const Address = z.email();

/** The identity providers of the address that is typed, and passkeys where the browser has them. */
export function OtherWays({ email, next, onSignedIn, onRefused }: Props) {
  const say = useTexts(signInText);
  const [settled] = useDebouncedValue(email.trim().toLowerCase(), 400);
  const { data: providers = [] } = useQuery({ ...providersFor(settled), enabled: Address.safeParse(settled).success });
  const canPasskey = typeof PublicKeyCredential === 'function';
  if (!canPasskey && providers.length === 0) return null;
  const passkey = () => void provePasskey().then((assertion) => signInWithPasskey({ assertion })).then(onSignedIn).catch(onRefused);
  return (
    <>
      <Divider label={say('or')} labelPosition="center" />
      {providers.map(({ id, label, startPath }) => (
        <Button key={id} component="a" href={`${startPath}?returnTo=${encodeURIComponent(next ?? '/')}`} variant="default" size="md" leftSection={<IconLogin2 size={18} aria-hidden />}>{say('withProvider', { label })}</Button>
      ))}
      {canPasskey && <Button variant="default" size="md" leftSection={<IconFingerprint size={18} aria-hidden />} onClick={passkey}>{say('withPasskey')}</Button>}
    </>
  );
}
