import { Select, TextInput } from '@mantine/core';
import type { DataField } from '@kairos/contracts';
import { useLocale } from '../../lib/locale.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { taskText } from './task.text.ts';
import { faultOf } from './task-values.ts';

type Props = { field: DataField; value: string; readOnly: boolean; refused: string | undefined; onChange: (value: string) => void };

/** One value that a task captures. */
export function TaskField({ field, value, readOnly, refused, onChange }: Props) {
  const say = useTexts(taskText);
  const locale = useLocale();
  const fault = faultOf(field, value);
  const shared = { label: field.title[locale], description: field.writesTo ? say('writes') : undefined, withAsterisk: field.required, readOnly, error: fault ? say(fault) : refused };
  if (field.type === 'boolean') {
    return <Select {...shared} clearable={!readOnly} placeholder={say('unset')} value={value || null} data={[{ value: 'true', label: say('yes') }, { value: 'false', label: say('no') }]} onChange={(chosen) => onChange(chosen ?? '')} />;
  }
  const inputMode = field.type === 'decimal' ? 'decimal' : field.type === 'integer' ? 'numeric' : undefined;
  return <TextInput {...shared} type={field.type === 'date' ? 'date' : 'text'} inputMode={inputMode} maxLength={2000} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)} />;
}
