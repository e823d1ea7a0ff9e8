import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { command } from '../../lib/command-line.ts';
import { useLocale } from '../../lib/locale.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { obligationWords } from '../../vocabulary/obligation-words.ts';
import { CompletePanel } from './complete-panel.tsx';
import { deadlineText } from './deadline.text.ts';
import { deadline } from './deadlines.api.ts';
import { OccurrencesPanel } from './occurrences-panel.tsx';
import { RulePanel } from './rule-panel.tsx';
import { StandingPanel } from './standing-panel.tsx';
import { WhyPanel } from './why-panel.tsx';
import classes from './deadlines.module.css';

/** One occurrence of one obligation of one plant: when, why, by which rule, and that it was met. */
export function DeadlinePage() {
  const say = useTexts(deadlineText);
  const word = useTexts(obligationWords);
  const locale = useLocale();
  const may = useMay();
  const { deadlineId } = useParams({ from: '/inside/deadlines/$deadlineId' });
  const reading = useQuery(deadline(deadlineId));
  const { data } = reading;
  const back = <Button key="back" variant="default" component={Link} to="/deadlines" leftSection={<IconArrowLeft size={16} aria-hidden />}>{say('back')}</Button>;
  if (!data) return <Page title={say('loading')} actions={back}><Panel title={say('standing')} reading={reading} /></Page>;
  const { id, plantId, plantName, plantCode, obligation } = data;
  return (
    <Page
      title={obligation.title[locale]} summary={[plantName ?? plantCode ?? say('plantUnknown'), word(obligation.authority), word(obligation.category)].join(' · ')}
      actions={<>{back}<AsCommand path={`/workflows/deadlines/${id}`} command={command`kairos deadlines list --plant ${plantId} --obligation ${obligation.code}`} /></>}
    >
      <CompletePanel key={id} deadline={data} mayComplete={may('workflows.deadline.complete')} />
      <div className={classes.panels}>
        <StandingPanel deadline={data} />
        <RulePanel deadline={data} />
        <WhyPanel deadline={data} />
        <OccurrencesPanel deadline={data} />
      </div>
    </Page>
  );
}
