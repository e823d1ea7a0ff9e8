import { Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import type { Form } from './form.ts';

type Props = { form: Form; name: string; label: string; description?: string; required?: boolean };

/** What a field of a form hands to the input that it is. */
function bound({ form, name, label, description, required = false }: Props) {
  return { name, label, description, withAsterisk: required, 'aria-required': required, error: form.refusalOf(name), onBlur: () => form.leave(name) };
}

export function TextField({ type = 'text', inputMode, maxLength, ...props }: Props & { type?: 'text' | 'date'; inputMode?: 'decimal' | 'numeric'; maxLength?: number }) {
  const { form, name } = props;
  return <TextInput {...bound(props)} type={type} inputMode={inputMode} maxLength={maxLength} autoComplete="off" value={String(form.values[name] ?? '')} onChange={(event) => form.set(name, event.currentTarget.value)} />;
}

export function LongTextField({ maxLength, ...props }: Props & { maxLength?: number }) {
  const { form, name } = props;
  return <Textarea {...bound(props)} maxLength={maxLength} autosize minRows={2} value={String(form.values[name] ?? '')} onChange={(event) => form.set(name, event.currentTarget.value)} />;
}

export function ChoiceField({ options, ...props }: Props & { options: readonly { value: string; label: string }[] }) {
  const { form, name, required = false } = props;
  return (
    <Select
      {...bound(props)} data={[...options]} clearable={!required} allowDeselect={!required} searchable={options.length > 8} value={String(form.values[name] ?? '') || null}
      onChange={(value) => form.set(name, value ?? '')}
    />
  );
}

export function CheckField(props: Props) {
  const { form, name, label, description } = props;
  return <Checkbox name={name} label={label} description={description} error={form.refusalOf(name)} checked={form.values[name] === true} onChange={(event) => form.set(name, event.currentTarget.checked)} />;
}
