import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { PlantView, WorkflowView } from '@kairos/contracts';
import { useLocale } from '../../lib/locale.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { DueMark } from '../../ui/due-mark.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { StateMark } from '../../vocabulary/state-mark.tsx';
import { workflowsOf } from './duties.api.ts';
import { dutiesText } from './duties.text.ts';
import classes from './duties.module.css';

const few = 6;
const isOver = ({ status }: WorkflowView) => status === 'Completed' || status === 'Cancelled';

/** The practices a plant goes through: those under way first, then those that are over. */
export function PlantWorkflows({ plant: { id } }: { plant: PlantView }) {
  const say = useTexts(dutiesText);
  const mayStart = useMay()('workflows.workflow.write');
  const reading = useQuery(workflowsOf(id));
  const all = reading.data?.items ?? [];
  const shown = [...all.filter((workflow) => !isOver(workflow)), ...all.filter(isOver)].slice(0, few);
  const actions = (
    <>
      {all.length > 0 && <Link to="/workflows" search={{ plant: id }}>{say('allWorkflows')}</Link>}
      {mayStart && <Button size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden />} renderRoot={(props) => <Link {...props} to="/workflows" search={{ plant: id, start: 'any' }} />}>{say('start')}</Button>}
    </>
  );
  return (
    <Panel title={say('workflows')} reading={reading} empty={all.length === 0 && say('noWorkflows')} actions={actions}>
      <ul className={classes.list}>
        {shown.map((workflow) => <Workflow key={workflow.id} workflow={workflow} />)}
      </ul>
    </Panel>
  );
}

function Workflow({ workflow: { id, name, status, progressPercent, nextTask, daysLeft, dueOn } }: { workflow: WorkflowView }) {
  const say = useTexts(dutiesText);
  const locale = useLocale();
  return (
    <li className={classes.item}>
      <Link to="/workflows/$workflowId" params={{ workflowId: id }} search={{}} className={classes.link}>{name}</Link>
      <span className={classes.marks}>
        <StateMark state={status} />
        {nextTask && dueOn !== null && <DueMark dueOn={dueOn} daysLeft={daysLeft} />}
      </span>
      <span className={classes.quiet}>{nextTask && say('nextTask', { title: nextTask.title[locale] })}</span>
      <ProgressBar percent={progressPercent} label={say('progressOf', { name })} />
    </li>
  );
}
