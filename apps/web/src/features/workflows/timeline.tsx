import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Assignee, type TimelineEntry } from '@kairos/contracts';
import { useLocale } from '../../lib/locale.ts';
import { useNameOf } from '../../lib/people.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { useAssigneeName } from '../../vocabulary/assignee.tsx';
import { workflowWords, type WorkflowWord } from '../../vocabulary/workflow-words.ts';
import { Panel } from '../../ui/panel.tsx';
import { workflowText } from './workflow.text.ts';
import { timeline } from './workflows.api.ts';
import classes from './workflow.module.css';

/** What happened, the newest first, and who did it. */
export function Timeline({ workflowId }: { workflowId: string }) {
  const say = useTexts(workflowText);
  const reading = useInfiniteQuery(timeline(workflowId));
  const entries = reading.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Panel title={say('timeline')} reading={reading} empty={reading.data && entries.length === 0 && say('timelineEmpty')}>
      <ol className={classes.entries}>
        {entries.map((entry) => <Entry key={entry.id} entry={entry} />)}
      </ol>
      {reading.hasNextPage && <Button variant="subtle" loading={reading.isFetchingNextPage} onClick={() => void reading.fetchNextPage()}>{say('more')}</Button>}
    </Panel>
  );
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const say = useTexts(workflowText);
  const locale = useLocale();
  const { instant } = useFormats();
  const nameOf = useNameOf();
  const told = useTold();
  const { at, taskTitle, actorId, insteadOf, reason } = entry;
  const who = [actorId === null ? say('itself') : (nameOf(actorId) ?? say('somebody')), insteadOf && say('insteadOf', { name: nameOf(insteadOf) ?? say('somebody') })].filter(Boolean).join(', ');
  return (
    <li className={classes.entry}>
      <time dateTime={at} className={classes.quiet}>{instant(at)}</time>
      <span>
        {taskTitle && <strong><bdi>{taskTitle[locale]}</bdi>: </strong>}
        {told(entry)}
        <span className={classes.quiet}> · <bdi>{who}</bdi>{reason && <> · “<bdi>{reason}</bdi>”</>}</span>
      </span>
    </li>
  );
}

/** What an entry says: from what to what, where it moved something. */
function useTold(): (entry: TimelineEntry) => string {
  const say = useTexts(workflowText);
  const word = useTexts(workflowWords);
  const { day } = useFormats();
  const assigneeName = useAssigneeName();
  const state = (value: unknown) => (typeof value === 'string' && value in workflowWords ? word(value as WorkflowWord) : '–');
  const date = (value: unknown) => (typeof value === 'string' ? day(value) : '–');
  const doer = (value: unknown) => assigneeName(Assignee.nullable().catch(null).parse(value ?? null));
  return ({ kind, before, after }) => {
    if (kind === 'task.status') return say(kind, { from: state(before?.['state']), to: state(after?.['state']) });
    if (kind === 'workflow.status') return say(kind, { from: state(before?.['status']), to: state(after?.['status']) });
    if (kind === 'task.rescheduled') return say(kind, { from: date(before?.['dueOn']), to: date(after?.['dueOn']) });
    if (kind === 'task.assigned') return say(kind, { from: doer(before?.['assignee']), to: doer(after?.['assignee']) });
    return say(kind in workflowText ? (kind as keyof typeof workflowText) : 'other');
  };
}
