import { Alert, Button, Checkbox, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type SubmitEvent } from 'react';
import { locales, type Locale } from '@kairos/contracts';
import { useLocale } from '../../lib/locale.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { workflowsOfPlant } from '../../vocabulary/document-places.api.ts';
import { PlantSelect } from '../../vocabulary/plant-select.tsx';
import { Panel } from '../../ui/panel.tsx';
import { fillTemplate, variablesOf, type DocumentTemplate, type Filling } from './document-templates.api.ts';
import type { DocumentTemplatesSearch } from './document-templates-search.ts';
import { documentTemplatesText } from './document-templates.text.ts';
import { AvailableVariables, Variables } from './variables.tsx';

type Props = { template: DocumentTemplate | undefined; search: DocumentTemplatesSearch; onChange: (change: Partial<DocumentTemplatesSearch>) => void; onClose: () => void };

/** Shows what a template will say of a plant before it is made a document. */
export function FillDialog({ template, ...props }: Props) {
  const say = useTexts(documentTemplatesText);
  const locale = useLocale();
  const name = template && (template.origin === 'bundled' ? template.title[locale] : template.name);
  return (
    <Modal opened onClose={props.onClose} size="xl" title={name === undefined ? say('gone') : say('fillTitle', { name })}>
      {template ? <FillForm template={template} {...props} /> : <Text>{say('gone')}</Text>}
    </Modal>
  );
}

function FillForm({ template, search: { plant, workflow, format = 'pdf' }, onChange, onClose }: Props & { template: DocumentTemplate }) {
  const say = useTexts(documentTemplatesText);
  const navigate = useNavigate();
  const [language, setLanguage] = useState<Locale>(useLocale());
  const [name, setName] = useState('');
  const [blank, setBlank] = useState(false);
  const [approvalRequired, setApprovalRequired] = useState(false);
  const [tried, setTried] = useState(false);
  const reading = useQuery(variablesOf(template, { plantId: plant, workflowId: workflow }, language));
  const fill = useCommand({ run: (body: Filling) => fillTemplate(template, body), changes: [['workflows']], done: (made) => say('made', { name: made.name }), shows: 'all' });
  const variables = reading.data?.items ?? [];
  const lacks = variables.some(({ status }) => status !== 'filled');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (!plant || (lacks && !blank)) return;
    const own = template.origin === 'own' ? { name: name.trim() || say('nameOwn', { template: template.name }).slice(0, 200), category: template.category, locale: language } : { ...(name.trim() ? { name: name.trim() } : {}), format };
    const body = { ...own, plantId: plant, ...(workflow ? { workflowId: workflow } : {}), unresolved: blank ? 'blank' : 'refuse', approvalRequired } as const;
    fill.mutate(body, { onSuccess: ({ id }) => void navigate({ to: '/documents/$documentId', params: { documentId: id } }) });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Target plant={plant} workflow={workflow} onChange={onChange} />
        {tried && !plant && <Text c="var(--overdue)" role="alert">{say('needsPlant')}</Text>}
        <Group grow align="flex-start">
          {template.origin === 'bundled'
            ? <Select label={say('format')} allowDeselect={false} data={template.formats.map((value) => ({ value, label: value.toUpperCase() }))} value={format} onChange={(value) => onChange({ format: value === 'docx' ? 'docx' : undefined })} />
            : <Select label={say('language')} allowDeselect={false} data={locales.map((value) => ({ value, label: say(value) }))} value={language} onChange={(value) => setLanguage(value as Locale)} />}
          <TextInput label={say('documentName')} description={say('nameHint')} inputWrapperOrder={['label', 'input', 'description']} maxLength={200} value={name} onChange={({ currentTarget }) => setName(currentTarget.value)} />
        </Group>
        <Panel title={say('variables')} reading={reading}>
          {plant ? <Variables variables={variables} /> : <Text c="var(--ink-quiet)">{say('choosePlant')}</Text>}
          <AvailableVariables names={reading.data?.available ?? []} />
        </Panel>
        {plant && lacks && <Checkbox label={say('blank')} checked={blank} onChange={({ currentTarget }) => setBlank(currentTarget.checked)} />}
        {tried && plant && lacks && !blank && <Alert color="yellow" role="alert">{say('needsBlank')}</Alert>}
        <Checkbox label={say('approval')} checked={approvalRequired} onChange={({ currentTarget }) => setApprovalRequired(currentTarget.checked)} />
        {fill.error && <Alert color="red" role="alert">{fill.error.message}</Alert>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>{say('cancel')}</Button>
          <Button type="submit" loading={fill.isPending}>{say('make')}</Button>
        </Group>
      </Stack>
    </form>
  );
}

function Target({ plant, workflow, onChange }: Pick<DocumentTemplatesSearch, 'plant' | 'workflow'> & Pick<Props, 'onChange'>) {
  const say = useTexts(documentTemplatesText);
  const may = useMay();
  const { data: workflows = [] } = useQuery({ ...workflowsOfPlant(plant ?? ''), enabled: plant !== undefined && may('workflows.workflow.read') });
  return (
    <>
      <PlantSelect required autoFocus={plant === undefined} value={plant} onChange={(chosen) => onChange({ plant: chosen as DocumentTemplatesSearch['plant'], workflow: undefined })} />
      {workflows.length > 0 && (
        <Select
          label={say('workflow')} description={say('workflowHint')} searchable clearable value={workflow ?? null} data={workflows.map(({ id, name }) => ({ value: id as string, label: name }))}
          onChange={(chosen) => onChange({ workflow: (chosen ?? undefined) as DocumentTemplatesSearch['workflow'] })}
        />
      )}
    </>
  );
}
