import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { DocumentLinkView, WorkflowTaskId } from '@kairos/contracts';
import { useLocale } from '../../lib/locale.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { documentText } from './document.text.ts';
import { linkedDeadline, linkedPlant, linkedWorkflow, tasksBeside } from './link-target.api.ts';
import classes from './documents.module.css';

/** What a link leads to is called, as far as the reader may know. */
export function useTargetName({ kind, targetId, workflowId }: DocumentLinkView): string {
  const say = useTexts(documentText);
  const may = useMay();
  const locale = useLocale();
  const seesWorkflows = may('workflows.workflow.read');
  const { data: plant } = useQuery({ ...linkedPlant(targetId), enabled: kind === 'plant' && may('assets.plant.read') });
  const { data: workflow } = useQuery({ ...linkedWorkflow(targetId), enabled: kind === 'workflow' && seesWorkflows });
  const { data: tasks } = useQuery({ ...tasksBeside(workflowId ?? ''), enabled: kind === 'task' && workflowId !== null && seesWorkflows });
  const { data: deadline } = useQuery({ ...linkedDeadline(targetId), enabled: kind === 'deadline' && may('workflows.deadline.read') });
  const named = { plant: plant?.name, workflow: workflow?.name, task: tasks?.find(({ id }) => id === targetId)?.title[locale], deadline: deadline?.obligation.title[locale] };
  return named[kind] ?? say(kind);
}

export function LinkTarget({ link }: { link: DocumentLinkView }) {
  const name = useTargetName(link);
  const { kind, targetId, workflowId } = link;
  if (kind === 'plant') return <Link to="/plants/$plantId" params={{ plantId: targetId }} search={{}} className={classes.link}>{name}</Link>;
  if (kind === 'deadline') return <Link to="/deadlines/$deadlineId" params={{ deadlineId: targetId }} className={classes.link}>{name}</Link>;
  return workflowId === null ? name : <Link to="/workflows/$workflowId" params={{ workflowId }} search={kind === 'task' ? { task: targetId as WorkflowTaskId } : {}} className={classes.link}>{name}</Link>;
}
