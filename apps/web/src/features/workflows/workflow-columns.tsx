import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { WorkflowView } from '@kairos/contracts';
import { useLocale } from '../../lib/locale.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { StateMark } from '../../vocabulary/state-mark.tsx';
import { workflowWords } from '../../vocabulary/workflow-words.ts';
import type { Column } from '../../ui/data-table.tsx';
import { DueMark } from '../../ui/due-mark.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { workflowsText } from './workflows.text.ts';

const dayMs = 86_400_000;

/** Days from the end of a workflow to its next task are known from the days that are left of the workflow itself. */
function daysTo({ nextTask, dueOn, daysLeft }: WorkflowView): number | null {
  return nextTask && dueOn !== null && daysLeft !== null ? daysLeft - Math.round((Date.parse(dueOn) - Date.parse(nextTask.dueOn)) / dayMs) : null;
}

export function useWorkflowColumns(): Column<WorkflowView>[] {
  const say = useTexts(workflowsText);
  const word = useTexts(workflowWords);
  const locale = useLocale();
  return useMemo(
    () => [
      {
        key: 'name', label: say('name'), width: 'minmax(16rem, 2fr)',
        cell: ({ id, name }) => <Anchor inherit fw={500} renderRoot={(props) => <Link {...props} to="/workflows/$workflowId" params={{ workflowId: id }} search={{}} />}>{name}</Anchor>,
      },
      { key: 'plant', label: say('plant'), width: 'minmax(11rem, 1.3fr)', cell: ({ plantName, plantCode }) => plantName ?? plantCode },
      { key: 'status', label: say('status'), width: '8rem', cell: ({ status }) => <StateMark state={status} /> },
      { key: 'progress', label: say('progress'), width: '11rem', cell: ({ progressPercent, name }) => <ProgressBar percent={progressPercent} label={`${say('progress')}: ${name}`} /> },
      { key: 'overdue', label: say('overdue'), width: '9rem', number: true, cell: ({ overdueTaskCount }) => <Text span inherit c={overdueTaskCount > 0 ? 'var(--overdue)' : 'var(--ink-quiet)'}>{overdueTaskCount}</Text> },
      { key: 'nextDue', label: say('nextDue'), width: 'minmax(14rem, 1.1fr)', cell: (workflow) => workflow.nextTask && <DueMark dueOn={workflow.nextTask.dueOn} daysLeft={daysTo(workflow)} /> },
      { key: 'nextTask', label: say('nextTask'), width: 'minmax(14rem, 1.6fr)', cell: ({ nextTask }) => nextTask?.title[locale] },
      { key: 'category', label: say('category'), width: '9rem', cell: ({ category }) => word(category) },
    ],
    [say, word, locale],
  );
}
