import { Stack, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { PlantPart, PlantView } from '@kairos/contracts';
import { useTexts } from '../../../lib/use-texts.ts';
import type { FormValues } from '../../../ui/form.ts';
import { Overtaken } from '../../../ui/overtaken.tsx';
import { FormActions } from '../form-actions.tsx';
import { plantFormText } from '../plant-form.text.ts';
import { ProposeChanges } from '../propose-changes.tsx';
import { FactInputs } from './fact-inputs.tsx';
import classes from '../plant-form.module.css';
import { useFactsForm, type FactsOfForm } from './use-facts-form.ts';

type Props<K extends { version: number }> = FactsOfForm<K> & {
  nameOf: (field: string) => string;
  optionOf: (field: string, option: string) => string;
  hintOf?: (field: string) => string | undefined;
  /** Whether a field is there at all, by what the others hold. */
  applies?: (field: string, values: FormValues) => boolean;
  /** Where the history asks why, and four eyes may be needed: of which part of which plant these are facts. */
  part?: { plant: Pick<PlantView, 'id' | 'name'>; name: PlantPart };
  saveLabel?: string;
  onCancel: () => void;
  children?: ReactNode;
};

/** Facts, edited where they are read. */
export function FactsForm<K extends { version: number }>({ nameOf, optionOf, hintOf, applies, part, saveLabel, onCancel, children, ...facts }: Props<K>) {
  const say = useTexts(plantFormText);
  const [reason, setReason] = useState('');
  const said = reason.trim() === '' ? {} : { reason: reason.trim() };
  const edited = useFactsForm({ ...facts, bodyOf: (changed, all) => ({ ...facts.bodyOf(changed, all), ...said }) });
  return (
    <form onSubmit={edited.submit} noValidate className={classes.inPlace}>
      <Stack gap="sm">
        {edited.overtaken && <Overtaken onMine={edited.rebase} onTheirs={edited.reset} />}
        {part && edited.needsApproval && <ProposeChanges plant={part.plant} part={part.name} facts={edited.facts} fields={edited.changed} reason={reason} onProposed={facts.onSaved} />}
        <FactInputs form={edited.form} fields={applies ? facts.fields.filter(({ name }) => applies(name, edited.form.values)) : facts.fields} nameOf={nameOf} optionOf={optionOf} hintOf={hintOf} />
        {children}
        {part && <TextInput label={say('reason')} description={say('reasonHint')} maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />}
        <FormActions label={saveLabel ?? say('save')} busy={edited.busy} findings={edited.findings} problem={edited.needsApproval && part ? undefined : edited.problem} onCancel={onCancel}>
          {edited.idle && say('nothingChanged')}
        </FormActions>
      </Stack>
    </form>
  );
}
