import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import type { TaskView } from '@kairos/contracts';
import { useLocale } from '../../lib/locale.ts';
import { isProblem } from '../../lib/problem.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { FormConflict, differing } from './form-conflict.tsx';
import { TaskField } from './task-field.tsx';
import { TaskProblem } from './task-problem.tsx';
import { taskText } from './task.text.ts';
import { faultOf, shownValue, valuesOf, type Typed } from './task-values.ts';
import { useTaskCommand } from './use-task-command.ts';
import { changeTask, completeTask } from './workflows.api.ts';

type Props = { task: TaskView; mayWrite: boolean; mayComplete: boolean };

/** What a task captures, and its completion: both take what is typed along. */
export function TaskForm({ task, mayWrite, mayComplete }: Props) {
  const say = useTexts(taskText);
  const locale = useLocale();
  const [typed, setTyped] = useState<Typed>({});
  const [note, setNote] = useState('');
  const forget = { onSuccess: () => setTyped({}) };
  const save = useTaskCommand((values: Typed) => changeTask(task, { data: valuesOf(task.dataFields, values) }), () => say('saved'));
  const complete = useTaskCommand(
    (values: Typed) => completeTask(task, { data: valuesOf(task.dataFields, values), ...(note.trim() ? { note: note.trim() } : {}) }),
    () => say('completed', { title: task.title[locale] }),
  );
  const { dataFields, data } = task;
  if (dataFields.length === 0 && !mayComplete) return null;
  const faulty = dataFields.some((field) => faultOf(field, typed[field.code] ?? ''));
  const refused = complete.error ?? save.error;
  const conflict = isProblem(refused, 'stale') && differing(task, typed).length > 0;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!faulty) save.mutate(typed, forget);
  };
  const again = complete.error ? complete : save;
  return (
    <Panel title={say(dataFields.length > 0 ? 'form' : 'completeTitle')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {dataFields.map((field) => (
            <TaskField
              key={field.code} field={field} readOnly={!mayWrite} value={typed[field.code] ?? shownValue(data[field.code])} refused={isProblem(refused) ? refused.of(`/data/${field.code}`) : undefined}
              onChange={(value) => setTyped({ ...typed, [field.code]: value })}
            />
          ))}
          {mayComplete && (
            <>
              <Textarea label={say('note')} autosize minRows={1} maxLength={2000} value={note} onChange={({ currentTarget }) => setNote(currentTarget.value)} />
              <Text size="sm" c="var(--ink-quiet)">{say('completeHint')}</Text>
            </>
          )}
          {conflict ? <FormConflict task={task} typed={typed} onKeep={() => again.mutate(typed, forget)} onTake={() => { setTyped({}); again.reset(); }} /> : <TaskProblem error={refused} task={task} />}
          {mayWrite && (
            <Group>
              {mayComplete && <Button loading={complete.isPending} disabled={faulty} onClick={() => { save.reset(); complete.mutate(typed, forget); }}>{say('Completed')}</Button>}
              {dataFields.length > 0 && <Button type="submit" variant="default" loading={save.isPending} disabled={faulty || Object.keys(typed).length === 0} onClick={() => complete.reset()}>{say('save')}</Button>}
            </Group>
          )}
        </Stack>
      </form>
    </Panel>
  );
}
