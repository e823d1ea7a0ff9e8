import { Alert, Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { CompletedDeadline, DeadlineView } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { completeText } from './complete.text.ts';
import { CompleteForm } from './complete-form.tsx';

/** Says that the obligation was met, and what that opened. */
export function CompletePanel({ deadline, mayComplete }: { deadline: DeadlineView; mayComplete: boolean }) {
  const say = useTexts(completeText);
  const [begun, setBegun] = useState<DeadlineView>();
  const [completed, setCompleted] = useState<CompletedDeadline>();
  const pending = deadline.status === 'open' || deadline.status === 'dateMissing';
  if (completed) return <Opened next={completed.next} />;
  if (begun && !pending) return <Alert color="yellow" role="alert" title={say('changedTitle')}>{say('endedElsewhere')}</Alert>;
  if (!pending || !mayComplete) return null;
  return (
    <Panel title={say('title')}>
      {begun ? (
        <CompleteForm begun={begun} now={deadline} onBegin={setBegun} onCancel={() => setBegun(undefined)} onCompleted={setCompleted} />
      ) : (
        <Button onClick={() => setBegun(deadline)}>{say('begin')}</Button>
      )}
    </Panel>
  );
}

function Opened({ next }: Pick<CompletedDeadline, 'next'>) {
  const say = useTexts(completeText);
  const { day } = useFormats();
  return (
    <Alert color="green" role="status" title={say('done')}>
      <Group justify="space-between">
        {next === null ? say('doneLast') : next.dueOn === null ? say('doneNextUndated') : say('doneNext', { day: day(next.dueOn) })}
        {next && <Link to="/deadlines/$deadlineId" params={{ deadlineId: next.id }}>{say('toNext')}</Link>}
      </Group>
    </Alert>
  );
}
