import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { issueText } from '../../lib/issue.text.ts';
import { refusalsOf, refusalsOfProblem } from '../../lib/issues.ts';
import { libText } from '../../lib/lib.text.ts';
import { isProblem } from '../../lib/problem.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useDraft } from '../../lib/use-draft.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { useForm } from '../../ui/form.ts';
import { Page } from '../../ui/page.tsx';
import { customFields } from '../../vocabulary/custom-fields.api.ts';
import { FormActions, RestoredInput } from './form-actions.tsx';
import { registerPlant } from './plant-commands.api.ts';
import { PlantFields } from './plant-fields.tsx';
import { emptyPlant, issuesOfRegistration, registration } from './plant-form-values.ts';
import { plantFormText } from './plant-form.text.ts';
import classes from './plant-form.module.css';

/** A plant that is new to the portfolio. */
export function RegisterPlantPage() {
  const say = useTexts(plantFormText);
  const sayOfAll = useTexts(libText);
  const sayIssue = useTexts(issueText);
  const navigate = useNavigate();
  const { data } = useQuery(customFields());
  const custom = data?.items ?? [];
  const { value: values, restored, change, discard } = useDraft('new plant', () => emptyPlant);
  const [problem, setProblem] = useState<string>();
  const found = refusalsOf(issuesOfRegistration(values, custom), sayIssue);
  const { form, findings, showAll, refuse } = useForm({ values, found, onChange: change });
  const { mutateAsync, isPending } = useCommand({ run: registerPlant, changes: [['assets']], done: () => say('registered', { name: String(values['name']) }), shows: 'all' });
  const register = async () => {
    const { plantId } = await mutateAsync(registration(values, custom));
    discard(emptyPlant);
    await navigate({ to: '/plants/$plantId', params: { plantId } });
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isPending || showAll(event.currentTarget)) return;
    setProblem(undefined);
    register().catch((error: unknown) => {
      if (isProblem(error)) refuse(refusalsOfProblem(error));
      setProblem(isProblem(error, 'unreachable') ? sayOfAll('unreachable') : String(error instanceof Error ? error.message : error));
    });
  };
  return (
    <Page title={say('registerTitle')}>
      <form onSubmit={onSubmit} noValidate className={classes.form}>
        {restored && <RestoredInput onDiscard={() => discard(emptyPlant)} />}
        <PlantFields form={form} isNew />
        <FormActions label={say('register')} busy={isPending} findings={findings} problem={problem} onCancel={() => { discard(emptyPlant); void navigate({ to: '/plants' }); }} />
      </form>
    </Page>
  );
}
