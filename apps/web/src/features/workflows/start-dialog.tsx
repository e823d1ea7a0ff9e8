import { Alert, Button, Checkbox, Group, Modal, Select, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type SubmitEvent } from 'react';
import { StartWorkflowBody, type ApplicableTemplate, type ApplicableTemplates } from '@kairos/contracts';
import { useLocale } from '../../lib/locale.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { PlantSelect } from '../../vocabulary/plant-select.tsx';
import { workflowWords } from '../../vocabulary/workflow-words.ts';
import { Failure } from '../../ui/panel.tsx';
import { applicable, startWorkflow } from './workflows.api.ts';
import { workflowsText } from './workflows.text.ts';

type Props = { plantId: string | undefined; templateId: string | undefined; onClose: () => void };

/** Starts a workflow for a plant from a template that applies to it. */
export function StartDialog({ plantId, templateId, onClose }: Props) {
  const say = useTexts(workflowsText);
  const navigate = useNavigate();
  const [plant, setPlant] = useState(plantId);
  const [template, setTemplate] = useState(templateId);
  const [name, setName] = useState('');
  const [startsOn, setStartsOn] = useState('');
  const [draft, setDraft] = useState(false);
  const [tried, setTried] = useState(false);
  const reading = useQuery({ ...applicable(plant ?? ''), enabled: plant !== undefined });
  const chosen = reading.data?.items.find(({ id }) => id === template);
  const start = useCommand({ run: startWorkflow, changes: [['workflows']], done: (workflow) => say('started', { name: workflow.name }) });

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    const body = StartWorkflowBody.safeParse({ plantId: plant, templateId: chosen?.id, draft, ...(name.trim() ? { name } : {}), ...(startsOn ? { startsOn } : {}) });
    if (!chosen || !body.success) return;
    start.mutate(body.data, { onSuccess: ({ id }) => void navigate({ to: '/workflows/$workflowId', params: { workflowId: id }, search: {} }) });
  };
  return (
    <Modal opened onClose={onClose} size="lg" title={say('start')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <Text c="var(--ink-quiet)">{say('startHint')}</Text>
          <PlantSelect required autoFocus value={plant} onChange={setPlant} />
          {tried && !plant && <Text c="var(--overdue)" role="alert">{say('choosePlant')}</Text>}
          {plant && reading.isPending && <Skeleton h={36} />}
          {reading.error && <Failure error={reading.error} onRetry={reading.refetch} />}
          {reading.data && <TemplateChoice among={reading.data} value={template} onChange={setTemplate} fault={tried && !chosen ? say('pickTemplate') : undefined} />}
          {chosen && (
            <>
              <TextInput label={say('givenName')} description={say('nameHint')} maxLength={200} value={name} onChange={({ currentTarget }) => setName(currentTarget.value)} />
              <TextInput type="date" label={say('startsOn')} description={say('startsHint')} value={startsOn} onChange={({ currentTarget }) => setStartsOn(currentTarget.value)} />
              <Checkbox label={say('draft')} checked={draft} onChange={({ currentTarget }) => setDraft(currentTarget.checked)} />
            </>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{say('cancel')}</Button>
            <Button type="submit" loading={start.isPending}>{say('doStart')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

type ChoiceProps = { among: ApplicableTemplates; value: string | undefined; onChange: (id: string | undefined) => void; fault: string | undefined };

function TemplateChoice({ among: { items, excluded }, value, onChange, fault }: ChoiceProps) {
  const say = useTexts(workflowsText);
  const word = useTexts(workflowWords);
  const locale = useLocale();
  if (items.length === 0) return <Alert>{say('noTemplate')}</Alert>;
  const chosen = items.find(({ id }) => id === value);
  const refused = excluded.find(({ id }) => id === value);
  const purposes = [...new Set(items.map(({ purpose }) => purpose))];
  const labelOf = ({ title, chosenFirst }: ApplicableTemplate) => (chosenFirst ? `${title[locale]} · ${say('recommended')}` : title[locale]);
  const skipped = chosen?.tasks.filter(({ applies }) => !applies).length ?? 0;
  return (
    <>
      {refused && <Alert color="yellow" role="alert">{say('notApplicable', { title: refused.id, unmet: refused.unmet.join('; ') })}</Alert>}
      <Select
        label={say('template')} placeholder={say('chooseTemplate')} searchable required value={chosen?.id ?? null} error={fault} onChange={(id) => onChange(id ?? undefined)}
        data={purposes.map((purpose) => ({ group: word(purpose), items: items.filter((item) => item.purpose === purpose).map((item) => ({ value: item.id, label: labelOf(item) })) }))}
      />
      {chosen && (
        <Text size="sm" c="var(--ink-quiet)">
          {chosen.description[locale]} {say('size', { stages: chosen.stageCount, tasks: chosen.taskCount, days: chosen.durationDays })}. {skipped > 0 && say('leftOut', { count: skipped })}
        </Text>
      )}
    </>
  );
}
