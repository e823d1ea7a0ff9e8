import { Alert, SegmentedControl } from '@mantine/core';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Locale, SecondFactorRequired } from '@kairos/contracts';
import { chooseLocale, useLocale } from '../../lib/locale.ts';
import { currentStanding, type Session } from '../../lib/session.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { NewPasswordForm } from './new-password-form.tsx';
import { PasswordForm } from './password-form.tsx';
import { SecondFactorForm } from './second-factor-form.tsx';
import { signInText } from './sign-in.text.ts';
import classes from './sign-in.module.css';

type Step = { at: 'password' } | { at: 'second-factor'; required: SecondFactorRequired } | { at: 'new-password'; used: string };

/** The door: password, second factor where one is held, and a password of one's own on the first day. */
export function SignInPage() {
  const say = useTexts(signInText);
  const locale = useLocale();
  const router = useRouter();
  const navigate = useNavigate();
  const { next } = useSearch({ from: '/sign-in' });
  const standing = currentStanding();
  const [step, setStep] = useState<Step>(() => (standing.state === 'signed-in' ? { at: 'new-password', used: '' } : { at: 'password' }));

  const proceed = (session: Session, used: string) => {
    if (session.passwordChangeRequired) return setStep({ at: 'new-password', used });
    // Only a path of this origin: an address that leads elsewhere is not followed.
    if (next && /^\/(?![/\\])/.test(next)) router.history.push(next);
    else void navigate({ to: '/' });
  };

  return (
    <main className={classes.page}>
      <section className={classes.promise}>
        <div className={classes.brand}>
          <img src="/kairos.svg" width={34} height={34} alt="" />
          Kairos
        </div>
        <p>{say('promise')}</p>
      </section>
      <section className={classes.form}>
        {next && standing.state === 'signed-out' && standing.ended && <Alert>{say('ended')}</Alert>}
        {step.at === 'password' && <PasswordForm onChallenge={(required) => setStep({ at: 'second-factor', required })} onSignedIn={proceed} />}
        {step.at === 'second-factor' && <SecondFactorForm required={step.required} onSignedIn={(session) => proceed(session, '')} />}
        {step.at === 'new-password' && <NewPasswordForm used={step.used} onChanged={(session) => proceed(session, '')} />}
        <SegmentedControl
          className={classes.language} size="xs" aria-label={say('language')} value={locale} onChange={(value) => chooseLocale(value as Locale)}
          data={[{ value: 'en', label: 'English' }, { value: 'it', label: 'Italiano' }]}
        />
      </section>
    </main>
  );
}
