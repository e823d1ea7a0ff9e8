import { Checkbox, MultiSelect, Select, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import type { FieldMapping, ImportField, RecipeProposal, RecipeUnit, TextChange } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { unitOfField, unitsLike } from './field-mapping.calc.ts';
import { FieldValues } from './field-values.tsx';
import { newImportText } from './new-import.text.ts';

const textChanges = ['upper', 'lower', 'title', 'capitalize', 'trim', 'squeeze'] as const satisfies readonly TextChange[];
type Props = { field: ImportField; proposal: RecipeProposal; mapped: FieldMapping; onSet: (mapped: FieldMapping) => void };

/** How a field is read: what is beside the column it comes from. */
export function FieldDetails({ field, proposal, mapped, onSet }: Props) {
  const say = useTexts(newImportText);
  const change = (changed: object) => onSet({ ...mapped, ...changed } as FieldMapping);
  const applied = mapped.transform.flatMap((one) => (one.kind === 'formatText' ? one.apply : []));
  const expression = mapped.take?.kind === 'custom' ? mapped.take.expression : undefined;
  const fixed = mapped.from === undefined && mapped.take === undefined;
  return (
    <Stack gap="sm">
      {expression !== undefined && (
        <Textarea label={say('expressionLabel')} description={say('expressionHint')} autosize minRows={2} maxLength={4000} value={expression} onChange={({ currentTarget }) => change({ take: { kind: 'custom', expression: currentTarget.value } })} />
      )}
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
        {fixed && field.choices.length > 0
          ? <Select label={say('fixedLabel')} data={field.choices} searchable allowDeselect={false} value={mapped.default ?? null} onChange={(value) => change({ default: value ?? '' })} />
          : <TextInput label={say(fixed ? 'fixedLabel' : 'defaultLabel')} maxLength={1000} value={mapped.default ?? ''} onChange={({ currentTarget: { value } }) => change({ default: value === '' && !fixed ? undefined : value })} />}
        {!fixed && mapped.as === 'decimal' && <NumberDetails field={field} mapped={mapped} onChange={change} />}
        {!fixed && mapped.as === 'date' && (
          <TextInput
            label={say('dateFormat')} description={say('dateHint')} value={mapped.formats === 'auto' ? '' : mapped.formats.join(', ')}
            onChange={({ currentTarget: { value } }) => change({ formats: value.trim() === '' ? 'auto' : value.split(',').map((one) => one.trim()) })}
          />
        )}
        {!fixed && mapped.as === 'text' && (
          <MultiSelect
            label={say('changes')} value={applied} data={textChanges.map((value) => ({ value, label: say(value === 'title' ? 'title_' : value) }))}
            onChange={(apply) => change({ transform: [...(apply.length > 0 ? [{ kind: 'formatText', apply }] : []), ...mapped.transform.filter(({ kind }) => kind !== 'formatText')] })}
          />
        )}
      </SimpleGrid>
      {mapped.from !== undefined && field.choices.length > 0 && <FieldValues field={field} proposal={proposal} mapped={mapped} onChange={change} />}
      <Checkbox label={say('requiredField')} checked={mapped.required || field.required} disabled={field.required} onChange={({ currentTarget }) => change({ required: currentTarget.checked })} />
    </Stack>
  );
}

type NumberProps = { field: ImportField; mapped: Extract<FieldMapping, { as: 'decimal' }>; onChange: (changed: object) => void };

function NumberDetails({ field, mapped, onChange }: NumberProps) {
  const say = useTexts(newImportText);
  const unit = unitOfField(field.name);
  const separators = (key: 'decimalSeparator' | 'groupSeparator', values: readonly string[]) => (
    <Select
      label={say(key)} allowDeselect={false} value={mapped[key] === '' ? 'none' : mapped[key]} onChange={(value) => onChange({ [key]: value === 'none' ? '' : value })}
      data={[{ value: 'auto', label: say('asShown') }, ...values.map((value) => ({ value: value === '' ? 'none' : value, label: value === '' ? say('nothing') : value === ' ' ? '␣' : value }))]}
    />
  );
  return (
    <>
      {separators('decimalSeparator', ['.', ','])}
      {separators('groupSeparator', ['', ',', '.', ' ', "'"])}
      {unit && (
        <Select
          label={say('unit')} allowDeselect={false} value={mapped.unit?.from ?? unit} data={unitsLike(unit).map((value) => ({ value, label: value === unit ? say('sameUnit', { unit }) : value }))}
          onChange={(from) => onChange({ unit: from === null || from === unit ? undefined : { from: from as RecipeUnit, to: unit } })}
        />
      )}
    </>
  );
}
