import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import type { CustomFieldView, PlantView } from '@kairos/contracts';
import { issueText } from '../../lib/issue.text.ts';
import { refusalsOf } from '../../lib/issues.ts';
import { useDraft } from '../../lib/use-draft.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { LongTextField } from '../../ui/fields.tsx';
import { useForm, type FormValues } from '../../ui/form.ts';
import { Panel } from '../../ui/panel.tsx';
import { FormActions, RestoredInput } from './form-actions.tsx';
import { PlantConflict } from './plant-conflict.tsx';
import { PlantFields } from './plant-fields.tsx';
import { changedFields, factsOf, issuesOfChange, valuesOf } from './plant-form-values.ts';
import { plantFormText } from './plant-form.text.ts';
import { ProposeChanges } from './propose-changes.tsx';
import { useSavePlant } from './use-save-plant.ts';
import classes from './plant-form.module.css';

type Props = { plant: PlantView; custom: readonly CustomFieldView[] };

/** Changes a plant: checked as it is typed, kept until it is saved, compared when somebody else was faster. */
export function EditPlant({ plant, custom }: Props) {
  const say = useTexts(plantFormText);
  const sayIssue = useTexts(issueText);
  const navigate = useNavigate();
  // What the changes were made of is kept with them: the plant may move on underneath.
  const draft = useDraft(`plant ${plant.id}`, () => ({ base: plant, values: valuesOf(plant) }));
  const { base, values } = draft.value;
  const changed = changedFields(valuesOf(base), values);
  const found = refusalsOf(issuesOfChange(values, changed, custom), sayIssue);
  const { form, findings, showAll, refuse } = useForm({ values, found, onChange: (next) => draft.change({ base, values: next }) });
  const leave = () => void navigate({ to: '/plants/$plantId', params: { plantId: plant.id } });
  const saving = useSavePlant({
    onRefused: refuse,
    onSaved: (saved) => {
      draft.discard({ base: saved, values: valuesOf(saved) });
      notifications.show({ message: say('saved', { name: saved.name }) });
      leave();
    },
  });
  const save = (of: PlantView, next: FormValues) => saving.save(of, factsOf(next, changedFields(valuesOf(of), next), custom), String(next['reason'] ?? ''));
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (changed.length > 0 && !saving.busy && !showAll(event.currentTarget)) save(base, values);
  };
  const drop = () => draft.discard({ base: plant, values: valuesOf(plant) });
  return (
    <form onSubmit={onSubmit} noValidate className={classes.form}>
      {draft.restored && <RestoredInput onDiscard={drop} />}
      {saving.theirs && (
        <PlantConflict
          base={base} theirs={saving.theirs} values={values}
          onDecide={(of, next, keepsMine) => {
            saving.settle();
            draft.change({ base: of, values: next });
            if (keepsMine) save(of, next);
          }}
        />
      )}
      {saving.toApprove && <ProposeChanges plant={base} facts={factsOf(values, changed, custom)} fields={saving.toApprove} reason={String(values['reason'] ?? '')} onProposed={drop} />}
      <PlantFields form={form} isNew={false} />
      <Panel title={say('why')}>
        <LongTextField form={form} name="reason" label={say('reason')} description={say('reasonHint')} maxLength={500} />
      </Panel>
      <FormActions label={say('save')} busy={saving.busy} findings={findings} problem={saving.problem} onCancel={() => { drop(); leave(); }}>
        {changed.length === 0 && say('nothingChanged')}
      </FormActions>
    </form>
  );
}
