import { PasswordInput } from '@mantine/core';
import { useTexts } from '../../lib/use-texts.ts';
import { signInText } from './sign-in.text.ts';

type Props = { next: string; again: string; onNext: (value: string) => void; onAgain: (value: string) => void };

/** A password to be, typed twice. */
export function NewPasswordFields({ next, again, onNext, onAgain }: Props) {
  const say = useTexts(signInText);
  return (
    <>
      <PasswordInput label={say('newPassword')} name="new-password" autoComplete="new-password" required value={next} onChange={(event) => onNext(event.currentTarget.value)} />
      <PasswordInput label={say('repeat')} name="repeated" autoComplete="new-password" required error={again !== '' && again !== next && say('notTheSame')} value={again} onChange={(event) => onAgain(event.currentTarget.value)} />
    </>
  );
}
