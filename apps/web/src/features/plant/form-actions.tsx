import { Alert, Button } from '@mantine/core';
import type { MouseEvent, ReactNode } from 'react';
import { useTexts } from '../../lib/use-texts.ts';
import { plantFormText } from './plant-form.text.ts';
import classes from './plant-form.module.css';

/** A field that is left tells what is wrong with it, and would push the button from under the pointer that is pressing it. */
const keepPlace = (event: MouseEvent) => event.preventDefault();

type Props = { label: string; busy: boolean; findings: number; problem: string | undefined; onCancel: () => void; children?: ReactNode };

/** The end of a form: what keeps it from being saved, and what to do with it. */
export function FormActions({ label, busy, findings, problem, onCancel, children }: Props) {
  const say = useTexts(plantFormText);
  return (
    <>
      {problem && <Alert color="red" role="alert" title={say('refused')}>{problem}</Alert>}
      <div className={classes.actions}>
        <Button type="submit" loading={busy} onMouseDown={keepPlace}>{label}</Button>
        <Button variant="default" onMouseDown={keepPlace} onClick={onCancel}>{say('cancel')}</Button>
        <span role="status">{findings > 0 && say('findings', { count: findings })}{children}</span>
      </div>
    </>
  );
}

/** Says that input was brought back, and lets it go. */
export function RestoredInput({ onDiscard }: { onDiscard: () => void }) {
  const say = useTexts(plantFormText);
  return (
    <Alert role="status">
      {say('restored')} <Button size="compact-sm" variant="subtle" onClick={onDiscard}>{say('startAnew')}</Button>
    </Alert>
  );
}
