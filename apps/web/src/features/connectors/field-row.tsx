import { ActionIcon, Checkbox, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { connectorFieldTypes } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { connectorFormText } from './connector-form.text.ts';
import type { FieldValues } from './connector-values.calc.ts';
import classes from './connector-form.module.css';

type Props = { number: number; field: FieldValues; change: (changed: Partial<FieldValues>) => void; wrong: (part: string) => string | undefined; onRemove: () => void };
const rules = ['minLength', 'maxLength', 'min', 'max', 'values', 'pattern', 'format', 'note'] as const;

/** A field that an endpoint takes; its rules stand below once they are asked for. */
export function FieldRow({ number: at, field, change, wrong, onRemove }: Props) {
  const say = useTexts(connectorFormText);
  const [asked, setAsked] = useState(false);
  const open = asked || rules.some((rule) => wrong(rule) !== undefined);
  return (
    <div className={classes.field}>
      <TextInput aria-label={say('fieldName', { at })} maxLength={60} value={field.name} error={wrong('name')} onChange={({ currentTarget: { value } }) => change({ name: value })} />
      <Select aria-label={say('fieldType', { at })} allowDeselect={false} data={[...connectorFieldTypes]} value={field.type} onChange={(type) => change({ type: type as FieldValues['type'] })} />
      <Checkbox label={say('required')} aria-label={say('fieldRequired', { at })} checked={field.required} onChange={({ currentTarget: { checked } }) => change({ required: checked })} />
      <ActionIcon variant={open ? 'light' : 'subtle'} aria-expanded={open} aria-label={say('fieldRules', { at })} onClick={() => setAsked(!asked)}><IconAdjustmentsHorizontal size={16} /></ActionIcon>
      <ActionIcon variant="subtle" aria-label={say('removeField', { at })} onClick={onRemove}><IconTrash size={16} /></ActionIcon>
      {open && <FieldRules field={field} change={change} wrong={wrong} />}
    </div>
  );
}

function FieldRules({ field, change, wrong }: Pick<Props, 'field' | 'change' | 'wrong'>) {
  const say = useTexts(connectorFormText);
  const length = (rule: 'minLength' | 'maxLength') => <NumberInput label={say(rule)} allowDecimal={false} allowNegative={false} value={field[rule]} error={wrong(rule)} onChange={(value) => change({ [rule]: value })} />;
  const text = (rule: 'min' | 'max' | 'pattern' | 'format' | 'note', longest: number) => <TextInput label={say(rule)} maxLength={longest} value={field[rule]} error={wrong(rule)} onChange={({ currentTarget: { value } }) => change({ [rule]: value })} />;
  return (
    <div className={`${classes.rules} ${classes.fields}`}>
      {length('minLength')}
      {length('maxLength')}
      {text('min', 30)}
      {text('max', 30)}
      <TagsInput label={say('values')} value={field.values} maxTags={200} error={wrong('values')} onChange={(values) => change({ values })} />
      {text('pattern', 500)}
      {text('format', 60)}
      {text('note', 500)}
      <Checkbox label={say('omittedWhenEmpty')} checked={field.omittedWhenEmpty} onChange={({ currentTarget: { checked } }) => change({ omittedWhenEmpty: checked })} />
    </div>
  );
}
