import { Alert, Button, Checkbox, Group, Modal, Select, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type SubmitEvent } from 'react';
import { ComposeWorkflowBody, workflowPhases, type ApplicableTemplate, type WorkflowPhase } from '@kairos/contracts';
import { useLocale } from '../../lib/locale.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { PlantSelect } from '../../vocabulary/plant-select.tsx';
import { workflowWords } from '../../vocabulary/workflow-words.ts';
import { Failure } from '../../ui/panel.tsx';
import { applicable, composeWorkflow } from './templates.api.ts';
import { templatesText } from './templates.text.ts';

type Chosen = Partial<Record<WorkflowPhase, string | null>>;
type Fault = 'plantNeeded' | 'nameNeeded' | 'partNeeded';

/** What stands for a phase: what was chosen, or what is recommended as long as nobody chose. */
function partOf(phase: WorkflowPhase, items: readonly ApplicableTemplate[], chosen: Chosen): string | null {
  return chosen[phase] === undefined ? (items.find((item) => item.phase === phase && item.chosenFirst)?.id ?? null) : chosen[phase];
}

/** Puts templates of several phases together into one workflow. */
export function ComposeDialog({ onClose }: { onClose: () => void }) {
  const say = useTexts(templatesText);
  const navigate = useNavigate();
  const [plant, setPlant] = useState<string>();
  const [chosen, setChosen] = useState<Chosen>({});
  const [name, setName] = useState('');
  const [startsOn, setStartsOn] = useState('');
  const [draft, setDraft] = useState(false);
  const [tried, setTried] = useState(false);
  const reading = useQuery({ ...applicable(plant ?? ''), enabled: plant !== undefined });
  const items = reading.data?.items.filter(({ phase }) => phase !== null) ?? [];
  const parts = workflowPhases.flatMap((phase) => partOf(phase, items, chosen) ?? []);
  const faults: Fault[] = [...(plant ? [] : (['plantNeeded'] as const)), ...(name.trim() ? [] : (['nameNeeded'] as const)), ...(plant && parts.length === 0 ? (['partNeeded'] as const) : [])];
  const compose = useCommand({ run: composeWorkflow, changes: [['workflows']], done: (workflow) => say('composed', { name: workflow.name }) });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    const body = ComposeWorkflowBody.safeParse({ plantId: plant, name, parts: parts.map((templateId) => ({ templateId })), draft, ...(startsOn ? { startsOn } : {}) });
    if (body.success) compose.mutate(body.data, { onSuccess: ({ id }) => void navigate({ to: '/workflows/$workflowId', params: { workflowId: id }, search: {} }) });
  };
  const said = (fault: Fault) => tried && faults.includes(fault) && say(fault);
  return (
    <Modal opened onClose={onClose} size="lg" title={say('compose')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <Text c="var(--ink-quiet)">{say('composeHint')}</Text>
          <PlantSelect required autoFocus value={plant} onChange={(id) => { setPlant(id); setChosen({}); }} />
          {said('plantNeeded') && <Text c="var(--overdue)" role="alert">{said('plantNeeded')}</Text>}
          {plant && reading.isPending && <Skeleton h={120} />}
          {reading.error && <Failure error={reading.error} onRetry={reading.refetch} />}
          {reading.data && items.length === 0 && <Alert>{say('noneForPlant')}</Alert>}
          {items.length > 0 && workflowPhases.map((phase) => (
            <PhaseChoice key={phase} phase={phase} items={items.filter((item) => item.phase === phase)} value={partOf(phase, items, chosen)} onChange={(id) => setChosen({ ...chosen, [phase]: id })} />
          ))}
          {said('partNeeded') && items.length > 0 && <Text c="var(--overdue)" role="alert">{said('partNeeded')}</Text>}
          <TextInput label={say('name')} required maxLength={200} value={name} error={said('nameNeeded')} onChange={({ currentTarget }) => setName(currentTarget.value)} />
          <TextInput type="date" label={say('startsOn')} description={say('startsHint')} value={startsOn} onChange={({ currentTarget }) => setStartsOn(currentTarget.value)} />
          <Checkbox label={say('draft')} checked={draft} onChange={({ currentTarget }) => setDraft(currentTarget.checked)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{say('cancel')}</Button>
            <Button type="submit" loading={compose.isPending}>{say('doCompose')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

type PhaseProps = { phase: WorkflowPhase; items: readonly ApplicableTemplate[]; value: string | null; onChange: (id: string | null) => void };

function PhaseChoice({ phase, items, value, onChange }: PhaseProps) {
  const say = useTexts(templatesText);
  const word = useTexts(workflowWords);
  const locale = useLocale();
  return (
    <Select
      label={word(phase)} placeholder={say(items.length === 0 ? 'noneForPhase' : 'without')} disabled={items.length === 0} clearable value={value} onChange={onChange}
      data={items.map(({ id, title, chosenFirst }) => ({ value: id, label: chosenFirst ? say('recommended', { title: title[locale] }) : title[locale] }))}
    />
  );
}
