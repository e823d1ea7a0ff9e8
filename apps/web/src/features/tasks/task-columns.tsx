import { Anchor, Checkbox, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { TaskSummary } from '@kairos/contracts';
import { useLocale } from '../../lib/locale.ts';
import { useNameOf } from '../../lib/people.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { useAssigneeName } from '../../vocabulary/assignee.tsx';
import { PriorityMark } from '../../vocabulary/priority-mark.tsx';
import { StateMark } from '../../vocabulary/state-mark.tsx';
import { workflowWords } from '../../vocabulary/workflow-words.ts';
import type { Column } from '../../ui/data-table.tsx';
import { DueMark } from '../../ui/due-mark.tsx';
import { tasksText } from './tasks.text.ts';
import type { Selection } from '../../lib/use-selection.ts';

/** The inbox; the column to choose by stands there for who may change tasks. */
export function useTaskColumns(rows: readonly TaskSummary[], selection: Selection<TaskSummary> | undefined): Column<TaskSummary>[] {
  const say = useTexts(tasksText);
  const word = useTexts(workflowWords);
  const locale = useLocale();
  const nameOf = useNameOf();
  const assigneeName = useAssigneeName();
  const positions = useMemo(() => new Map(rows.map(({ id }, at) => [id as string, at])), [rows]);
  const columns: Column<TaskSummary>[] = [
    { key: 'task', label: say('task'), width: 'minmax(17rem, 2.4fr)', cell: (task) => <TaskName task={task} standsInFor={task.insteadOf && say('insteadOf', { name: nameOf(task.insteadOf) ?? assigneeName(task.assignee) })} /> },
    { key: 'due', label: say('due'), width: 'minmax(13.5rem, 1.1fr)', cell: ({ dueOn, daysLeft, suspendedOn }) => (suspendedOn ? say('suspended') : <DueMark dueOn={dueOn} daysLeft={daysLeft} />) },
    { key: 'priority', label: say('priority'), width: '6.5rem', cell: ({ priority }) => <PriorityMark priority={priority} /> },
    { key: 'status', label: say('status'), width: '9rem', cell: ({ status }) => <StateMark state={status} /> },
    { key: 'plant', label: say('plant'), width: 'minmax(11rem, 1.2fr)', cell: ({ plantName, plantCode }) => plantName ?? plantCode },
    { key: 'workflow', label: say('workflow'), width: 'minmax(13rem, 1.4fr)', cell: ({ workflowName }) => workflowName },
    { key: 'authority', label: say('authority'), width: '9.5rem', cell: ({ authority }) => authority && word(authority) },
    { key: 'assignee', label: say('assignee'), width: 'minmax(9rem, 1fr)', cell: ({ assignee }) => <Text span inherit c={assignee ? undefined : 'var(--ink-quiet)'}>{assigneeName(assignee)}</Text> },
  ];
  if (!selection) return columns;
  const all = rows.length > 0 && selection.rows.length === rows.length;
  const choose: Column<TaskSummary> = {
    key: 'select', label: say('select'), width: '3rem',
    head: <Checkbox size="xs" aria-label={say('selectAll')} checked={all} indeterminate={!all && selection.rows.length > 0} onChange={() => selection.all(!all)} />,
    cell: ({ id, title }) => {
      const at = positions.get(id) ?? -1;
      return <Checkbox size="xs" data-at={at} aria-label={say('selectTask', { title: title[locale] })} checked={selection.has(id)} onChange={({ nativeEvent }) => selection.toggle(at, 'shiftKey' in nativeEvent && nativeEvent.shiftKey === true)} />;
    },
  };
  return [choose, ...columns];
}

function TaskName({ task: { id, workflowId, title, milestone, optional }, standsInFor }: { task: TaskSummary; standsInFor: string | null }) {
  const say = useTexts(tasksText);
  const locale = useLocale();
  const said = [milestone && say('milestone'), optional && say('optional'), standsInFor].filter(Boolean);
  return (
    <>
      <Anchor inherit fw={500} renderRoot={(props) => <Link {...props} to="/workflows/$workflowId" params={{ workflowId }} search={{ task: id }} />}>{title[locale]}</Anchor>
      {said.length > 0 && <Text span inherit c="var(--ink-quiet)">{` · ${said.join(' · ')}`}</Text>}
    </>
  );
}
