import { useState, type FormEvent } from 'react';
import { isProblem } from '../../lib/problem.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { signInText } from './sign-in.text.ts';

/** A form that is sent once at a time, and what was said against it. */
export function useSubmit(submit: () => Promise<void>): { onSubmit: (event: FormEvent) => void; busy: boolean; refusal: string | undefined } {
  const say = useTexts(signInText);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setRefusal(undefined);
    submit()
      .catch((error: unknown) => setRefusal(isProblem(error, 'unreachable') ? say('unreachable') : error instanceof Error ? error.message : String(error)))
      .finally(() => setBusy(false));
  };
  return { onSubmit, busy, refusal };
}
