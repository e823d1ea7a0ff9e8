import { TextInput } from '@mantine/core';
import classes from './day-field.module.css';

type Props = { label: string; value: string | undefined; onChange: (day: string | undefined) => void };

/** A day that narrows a list, with its name beside it. It is told once it is whole: on leaving the field, or by Enter. */
export function DayField({ label, value, onChange }: Props) {
  return (
    <label className={classes.field}>
      {label}
      <TextInput
        key={value} type="date" w="9.5rem" defaultValue={value ?? ''}
        onKeyDown={(event) => { if (event.key === 'Enter') event.currentTarget.blur(); }}
        onBlur={(event) => { if (event.currentTarget.value !== (value ?? '')) onChange(event.currentTarget.value || undefined); }}
      />
    </label>
  );
}
