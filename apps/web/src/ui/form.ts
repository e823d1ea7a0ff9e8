import { useState } from 'react';
import type { Refusals } from '../lib/issues.ts';

export type FormValue = string | boolean;
export type FormValues = Readonly<Record<string, FormValue>>;

/** What fields of a form need to know of it. */
export type Form = {
  values: FormValues;
  set: (name: string, value: FormValue) => void;
  /** What is wrong with a field, once somebody has left it or tried to save. */
  refusalOf: (name: string) => string | undefined;
  leave: (name: string) => void;
};

type Facts = { values: FormValues; onChange: (values: FormValues) => void; found: Refusals };
type Shown = {
  form: Form;
  /** How many fields are known to need another look. */
  findings: number;
  /** Shows what was found everywhere, and leads to the first of it; whether there was something. */
  showAll: (element: HTMLFormElement) => boolean;
  /** Shows what the API said, each refusal until its field changes. */
  refuse: (refusals: Refusals) => void;
};

/** Which findings a form shows: none of a field that one has not been in yet. */
export function useForm({ values, onChange, found }: Facts): Shown {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [all, setAll] = useState(false);
  const [refused, setRefused] = useState<Refusals>({});
  const form: Form = {
    values,
    set: (name, value) => {
      setRefused(({ [name]: _, ...others }) => others);
      onChange({ ...values, [name]: value });
    },
    refusalOf: (name) => (all || left.has(name) ? found[name] : undefined) ?? refused[name],
    leave: (name) => setLeft((before) => (before.has(name) ? before : new Set(before).add(name))),
  };
  return {
    form,
    findings: all ? Object.keys(found).length : 0,
    showAll: (element) => {
      setAll(true);
      if (Object.keys(found).length === 0) return false;
      requestAnimationFrame(() => element.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return true;
    },
    refuse: setRefused,
  };
}
