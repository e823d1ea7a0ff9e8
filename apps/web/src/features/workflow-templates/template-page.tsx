import { Button, Skeleton, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { WorkflowTemplate } from '@kairos/contracts';
import { command } from '../../lib/command-line.ts';
import { useLocale } from '../../lib/locale.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { plantWords } from '../../vocabulary/plant-words.ts';
import { workflowWords } from '../../vocabulary/workflow-words.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { TemplateTaskItem } from './template-task.tsx';
import { templateRead } from './templates.api.ts';
import { templatesText } from './templates.text.ts';
import classes from './templates.module.css';

/** One template: whom it is for, and its stages with everything that their tasks ask for. */
export function TemplatePage() {
  const say = useTexts(templatesText);
  const locale = useLocale();
  const may = useMay();
  const { templateId } = useParams({ from: '/inside/workflow-templates/$templateId' });
  const { data: template, error, isPending, refetch } = useQuery(templateRead(templateId));
  return (
    <Page
      title={template?.title[locale] ?? say('title')} summary={template?.description[locale]}
      actions={
        <>
          <Button variant="subtle" renderRoot={(props) => <Link {...props} to="/workflow-templates" search={{}} />}>{say('back')}</Button>
          {template && may('workflows.workflow.write') && <Button renderRoot={(props) => <Link {...props} to="/workflows" search={{ start: templateId }} />}>{say('start')}</Button>}
          <AsCommand path={`/workflows/workflow-templates/${templateId}`} command={command`kairos workflow-templates show ${templateId}`} />
        </>
      }
    >
      {error && <Failure error={error} onRetry={refetch} />}
      {isPending && [96, 240, 240].map((height, at) => <Skeleton key={at} h={height} />)}
      {template && <Facts template={template} />}
      {template?.stages.map((stage) => (
        <section key={stage.code} className={classes.stage} aria-label={stage.title[locale]}>
          <Title order={2}>{stage.title[locale]}</Title>
          <Text className={classes.quiet}>{[say('days', { days: stage.durationDays }), stage.parallel && say('parallel')].filter(Boolean).join(' · ')}</Text>
          <ol className={classes.tasks}>
            {stage.tasks.map((task) => <TemplateTaskItem key={task.code} task={task} all={template.stages.flatMap(({ tasks }) => tasks)} />)}
          </ol>
        </section>
      ))}
    </Page>
  );
}

function Facts({ template }: { template: WorkflowTemplate }) {
  const say = useTexts(templatesText);
  const word = useTexts(workflowWords);
  const plantWord = useTexts(plantWords);
  const locale = useLocale();
  const { capacity } = useFormats();
  const { purpose, phase, category, version, durationDays, plantTypes, minKw, maxKw, authorities, baseDocuments } = template;
  const size = minKw && maxKw ? say('between', { from: capacity(minKw), to: capacity(maxKw) }) : maxKw ? say('upTo', { to: capacity(maxKw) }) : minKw && say('from', { from: capacity(minKw) });
  const types = plantTypes.length === 0 ? say('everyType') : plantTypes.map((type) => plantWord(type)).join(', ');
  return (
    <dl className={classes.facts}>
      <Fact label={say('purpose')}>{[word(purpose), say('version', { version })].join(' · ')}</Fact>
      {phase && <Fact label={say('phase')}>{word(phase)}</Fact>}
      <Fact label={say('category')}>{word(category)}</Fact>
      <Fact label={say('duration')}>{say('days', { days: durationDays })}</Fact>
      <Fact label={say('forPlants')}>{[types, size].filter(Boolean).join(', ')}</Fact>
      {authorities.length > 0 && <Fact label={say('authorities')}>{authorities.map((each) => word(each)).join(', ')}</Fact>}
      {baseDocuments.length > 0 && <Fact label={say('baseDocuments')}>{baseDocuments.map(({ title }) => title[locale]).join(', ')}</Fact>}
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
