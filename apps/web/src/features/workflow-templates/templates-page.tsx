import { Button, Group, Select, Skeleton, Text, Title } from '@mantine/core';
import { IconPuzzle } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { workflowPhases, workflowPurposes, type WorkflowTemplateSummary } from '@kairos/contracts';
import { command, options } from '../../lib/command-line.ts';
import { useLocale } from '../../lib/locale.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { workflowWords } from '../../vocabulary/workflow-words.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { templates } from './templates.api.ts';
import type { TemplatesSearch } from './templates-search.ts';
import { templatesText } from './templates.text.ts';
import classes from './templates.module.css';

const ComposeDialog = lazy(async () => ({ default: (await import('./compose-dialog.tsx')).ComposeDialog }));

/** The library: how practices go, by what they are for. */
export function TemplatesPage() {
  const say = useTexts(templatesText);
  const word = useTexts(workflowWords);
  const may = useMay();
  const search = useSearch({ from: '/inside/workflow-templates' });
  const navigate = useNavigate({ from: '/workflow-templates' });
  const { data, error, isPending, refetch } = useQuery({ ...templates(search), placeholderData: keepPreviousData });
  const change = (changed: Partial<TemplatesSearch>) => void navigate({ search: (previous) => ({ ...previous, ...changed }), replace: true });
  const { purpose, phase } = search;
  const purposes = workflowPurposes.filter((each) => data?.items.some((template) => template.purpose === each));

  return (
    <Page
      title={say('title')} summary={data && say('summary', { count: data.items.length })}
      actions={
        <>
          {may('workflows.workflow.write') && <Button leftSection={<IconPuzzle size={16} aria-hidden />} onClick={() => change({ compose: 'yes' })}>{say('compose')}</Button>}
          <Button variant="default" renderRoot={(props) => <Link {...props} to="/workflows" search={{}} />}>{say('workflows')}</Button>
          <AsCommand path="/workflows/workflow-templates" query={{ purpose, phase }} command={command`kairos workflow-templates list${options({ '--phase': phase })}`} />
        </>
      }
    >
      <Group gap="xs" className="no-print" role="search">
        <Select
          aria-label={say('purpose')} placeholder={say('purpose')} clearable w="14rem" value={purpose ?? null} data={workflowPurposes.map((value) => ({ value, label: word(value) }))}
          onChange={(value) => change({ purpose: (value as TemplatesSearch['purpose'] | null) ?? undefined })}
        />
        <Select
          aria-label={say('phase')} placeholder={say('phase')} clearable w="11rem" value={phase ?? null} data={workflowPhases.map((value) => ({ value, label: word(value) }))}
          onChange={(value) => change({ phase: (value as TemplatesSearch['phase'] | null) ?? undefined })}
        />
        {(purpose ?? phase) && <Button variant="subtle" onClick={() => change({ purpose: undefined, phase: undefined })}>{say('clear')}</Button>}
      </Group>
      {error && <Failure error={error} onRetry={refetch} />}
      {isPending && <div className={classes.grid} aria-busy>{[1, 2, 3, 4, 5, 6].map((card) => <Skeleton key={card} h={140} />)}</div>}
      {data?.items.length === 0 && <Empty title={say('emptyTitle')} hint={say('emptyHint')} />}
      {purposes.map((each) => (
        <section key={each} aria-label={word(each)}>
          <Title order={2} mb="xs">{word(each)}</Title>
          <ul className={classes.grid}>
            {data?.items.filter((template) => template.purpose === each).map((template) => <TemplateCard key={template.id} template={template} />)}
          </ul>
        </section>
      ))}
      {search.compose && may('workflows.workflow.write') && (
        <Suspense>
          <ComposeDialog onClose={() => change({ compose: undefined })} />
        </Suspense>
      )}
    </Page>
  );
}

function TemplateCard({ template: { id, title, description, phase, stageCount, taskCount, durationDays, authorities } }: { template: WorkflowTemplateSummary }) {
  const say = useTexts(templatesText);
  const word = useTexts(workflowWords);
  const locale = useLocale();
  return (
    <li className={classes.card}>
      <Title order={3}><Link to="/workflow-templates/$templateId" params={{ templateId: id }} className={classes.link}>{title[locale]}</Link></Title>
      <Text>{description[locale]}</Text>
      <Text className={classes.quiet}>{[phase && word(phase), ...authorities.map((each) => word(each))].filter(Boolean).join(' · ')}</Text>
      <Text className={classes.quiet}>{say('size', { stages: stageCount, tasks: taskCount, days: durationDays })}</Text>
    </li>
  );
}
