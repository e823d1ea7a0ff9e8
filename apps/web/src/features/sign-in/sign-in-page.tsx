import { Alert } from '@mantine/core';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { SecondFactorRequired } from '@kairos/contracts';
import { currentStanding, type Session } from '../../lib/session.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Door } from './door.tsx';
import { NewPasswordForm } from './new-password-form.tsx';
import { OutsideRefusal } from './outside-refusal.tsx';
import { PasswordForm } from './password-form.tsx';
import { SecondFactorForm } from './second-factor-form.tsx';
import { signInText } from './sign-in.text.ts';

type Step = { at: 'password' } | { at: 'second-factor'; required: SecondFactorRequired } | { at: 'new-password'; used: string };

/** The door: password, second factor where one is held, and a password of one's own on the first day. */
export function SignInPage() {
  const say = useTexts(signInText);
  const router = useRouter();
  const navigate = useNavigate();
  const { next, refused } = useSearch({ from: '/sign-in' });
  const standing = currentStanding();
  const [step, setStep] = useState<Step>(() => (standing.state === 'signed-in' ? { at: 'new-password', used: '' } : { at: 'password' }));

  const proceed = (session: Session, used: string) => {
    if (session.passwordChangeRequired) return setStep({ at: 'new-password', used });
    // Only a path of this origin: an address that leads elsewhere is not followed.
    if (next && /^\/(?![/\\])/.test(next)) router.history.push(next);
    else void navigate({ to: '/' });
  };

  return (
    <Door>
      {refused && step.at === 'password' && <OutsideRefusal code={refused} />}
      {next && standing.state === 'signed-out' && standing.ended && <Alert>{say(standing.idle ? 'idle' : 'ended')}</Alert>}
      {step.at === 'password' && <PasswordForm next={next} onChallenge={(required) => setStep({ at: 'second-factor', required })} onSignedIn={proceed} />}
      {step.at === 'second-factor' && <SecondFactorForm required={step.required} onSignedIn={(session) => proceed(session, '')} />}
      {step.at === 'new-password' && <NewPasswordForm used={step.used} onChanged={(session) => proceed(session, '')} />}
    </Door>
  );
}
