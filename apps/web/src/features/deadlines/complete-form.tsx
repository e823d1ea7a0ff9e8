import { Alert, Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { CompleteDeadlineBody, type CompletedDeadline, type DeadlineView } from '@kairos/contracts';
import { isProblem } from '../../lib/problem.ts';
import { todayHere } from '../../lib/today.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { completeText } from './complete.text.ts';
import { completeDeadline } from './deadlines.api.ts';

type Props = {
  /** The deadline as it was when the form was opened, and as it is known now. */
  begun: DeadlineView;
  now: DeadlineView;
  onBegin: (anew: DeadlineView) => void;
  onCancel: () => void;
  onCompleted: (completed: CompletedDeadline) => void;
};

const shownHere = ['stale', 'completed-in-the-future', 'completed-before-its-term'];

export function CompleteForm({ begun, now, onBegin, onCancel, onCompleted }: Props) {
  const say = useTexts(completeText);
  const [completedOn, setCompletedOn] = useState(todayHere);
  const [note, setNote] = useState('');
  const [faults, setFaults] = useState<ReadonlySet<string>>(new Set());
  const command = useCommand({
    // Told at once: what is read again afterwards closes this form.
    run: async ({ of, body }: { of: DeadlineView; body: CompleteDeadlineBody }) => onCompleted(await completeDeadline(of, body)),
    changes: [['workflows']], shows: shownHere,
  });
  const complete = (of: DeadlineView) => {
    const read = CompleteDeadlineBody.safeParse({ completedOn, note: note.trim() || null });
    setFaults(new Set(read.error?.issues.map(({ path }) => String(path[0]))));
    if (read.success) command.mutate({ of, body: read.data });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    complete(begun);
  };
  const refused = isProblem(command.error, 'completed-in-the-future') ? say('inTheFuture') : isProblem(command.error, 'completed-before-its-term') ? say('beforeTerm') : undefined;
  const changed = !command.isPending && now.version !== begun.version;

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm" maw="32rem">
        <TextInput
          data-autofocus type="date" label={say('day')} max={todayHere()} required value={completedOn} onChange={(event) => setCompletedOn(event.currentTarget.value)}
          error={faults.has('completedOn') ? say('badDay') : refused}
        />
        <Textarea
          label={say('note')} description={say('noteHint')} autosize minRows={2} maxRows={8} value={note} onChange={(event) => setNote(event.currentTarget.value)}
          error={faults.has('note') && say('longNote')}
        />
        {changed ? (
          <Changed before={begun} now={now} onKeep={() => { onBegin(now); complete(now); }} onLeave={onCancel} />
        ) : (
          <>
            <Text size="sm" c="var(--ink-quiet)">{say('forGood')}</Text>
            <Group gap="xs">
              <Button type="submit" loading={command.isPending}>{say('send')}</Button>
              <Button variant="subtle" onClick={onCancel}>{say('cancel')}</Button>
            </Group>
          </>
        )}
      </Stack>
    </form>
  );
}

function Changed({ before, now, onKeep, onLeave }: { before: DeadlineView; now: DeadlineView; onKeep: () => void; onLeave: () => void }) {
  const say = useTexts(completeText);
  const { day } = useFormats();
  const told = (dueOn: string | null) => (dueOn === null ? say('noDay') : day(dueOn));
  return (
    <Alert color="yellow" role="alert" title={say('changedTitle')}>
      <Stack gap="sm">
        {before.dueOn === now.dueOn ? say('sameDue', { now: told(now.dueOn) }) : say('wasDue', { before: told(before.dueOn), now: told(now.dueOn) })}
        <Group gap="xs">
          <Button onClick={onKeep}>{say('keepMine')}</Button>
          <Button variant="default" onClick={onLeave}>{say('takeTheirs')}</Button>
        </Group>
      </Stack>
    </Alert>
  );
}
