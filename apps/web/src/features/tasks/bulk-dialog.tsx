import { Alert, Button, Group, Modal, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { priorities, type Assignee, type BulkUpdateTasksBody, type Priority, type TaskOutcome, type TaskSummary } from '@kairos/contracts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AssigneeSelect } from '../../vocabulary/assignee.tsx';
import { workflowWords } from '../../vocabulary/workflow-words.ts';
import { BulkOutcomes } from './bulk-outcomes.tsx';
import { changeTasks } from './tasks.api.ts';
import { tasksText } from './tasks.text.ts';
import type { Selection } from '../../lib/use-selection.ts';

const statuses = ['To Start', 'In Progress', 'Blocked', 'Skipped'] as const;
const shortest = 3;
type Draft = { assignee?: Assignee | null | undefined; priority?: Priority | undefined; status?: (typeof statuses)[number] | undefined; dueOn?: string | undefined; reason: string };
type Fault = 'nothingToChange' | 'reasonShort';

function faultOf({ assignee, priority, status, dueOn, reason }: Draft): Fault | undefined {
  if (assignee === undefined && !priority && !status && !dueOn) return 'nothingToChange';
  const needed = Boolean(dueOn) || status === 'Blocked' || status === 'Skipped';
  return (needed || reason.trim() !== '') && reason.trim().length < shortest ? 'reasonShort' : undefined;
}

function rowsOf(tasks: readonly TaskSummary[], { assignee, priority, status, dueOn, reason }: Draft): BulkUpdateTasksBody['tasks'] {
  const changed = { ...(assignee === undefined ? {} : { assignee }), ...(priority ? { priority } : {}), ...(status ? { status } : {}), ...(dueOn ? { dueOn } : {}), ...(reason.trim() ? { reason: reason.trim() } : {}) };
  return tasks.map(({ id, workflowId, version }) => ({ workflowId, taskId: id, version, ...changed }));
}

/** One change for all that is chosen, and then what became of each. */
export function BulkDialog({ selection, onClose }: { selection: Selection<TaskSummary>; onClose: () => void }) {
  const say = useTexts(tasksText);
  const [tried, setTried] = useState<readonly TaskSummary[]>([]);
  const [outcomes, setOutcomes] = useState<readonly TaskOutcome[]>();
  const apply = useCommand({ run: changeTasks, changes: [['workflows']] });
  const submit = (draft: Draft) => {
    const tasks = selection.rows;
    setTried(tasks);
    apply.mutate(rowsOf(tasks, draft), {
      onSuccess: (became) => {
        setOutcomes(became);
        selection.keep(became.filter(({ outcome }) => outcome === 'refused').map(({ taskId }) => taskId));
      },
    });
  };
  return (
    <Modal opened onClose={onClose} size="lg" title={outcomes ? say('outcomeTitle') : say('changeTitle', { count: selection.rows.length })}>
      {outcomes ? <BulkOutcomes tasks={tried} outcomes={outcomes} onClose={onClose} /> : <ChangeForm busy={apply.isPending} onSubmit={submit} onCancel={onClose} />}
    </Modal>
  );
}

function ChangeForm({ busy, onSubmit, onCancel }: { busy: boolean; onSubmit: (draft: Draft) => void; onCancel: () => void }) {
  const say = useTexts(tasksText);
  const word = useTexts(workflowWords);
  const [draft, setDraft] = useState<Draft>({ reason: '' });
  const [fault, setFault] = useState<Fault>();
  const change = (changed: Partial<Draft>) => {
    setDraft({ ...draft, ...changed });
    setFault(undefined);
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const found = faultOf(draft);
    if (found) setFault(found);
    else onSubmit(draft);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Text c="var(--ink-quiet)">{say('changeHint')}</Text>
        <AssigneeSelect value={draft.assignee} onChange={(assignee) => change({ assignee })} placeholder={say('unchanged')} clearable />
        <Group grow align="flex-start">
          <Select
            label={say('priority')} placeholder={say('unchanged')} clearable value={draft.priority ?? null} data={priorities.map((value) => ({ value, label: word(value) }))}
            onChange={(priority) => change({ priority: (priority as Priority | null) ?? undefined })}
          />
          <Select
            label={say('status')} placeholder={say('unchanged')} clearable value={draft.status ?? null} data={statuses.map((value) => ({ value, label: word(value) }))}
            onChange={(status) => change({ status: (status as Draft['status'] | null) ?? undefined })}
          />
        </Group>
        <TextInput type="date" label={say('newDue')} value={draft.dueOn ?? ''} onChange={({ currentTarget }) => change({ dueOn: currentTarget.value })} />
        <Textarea
          label={say('reason')} description={say('reasonHint')} autosize minRows={2} maxLength={2000} value={draft.reason} error={fault === 'reasonShort' && say(fault)}
          onChange={({ currentTarget }) => change({ reason: currentTarget.value })}
        />
        {fault === 'nothingToChange' && <Alert color="red" role="alert">{say(fault)}</Alert>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>{say('cancel')}</Button>
          <Button type="submit" loading={busy}>{say('apply')}</Button>
        </Group>
      </Stack>
    </form>
  );
}
