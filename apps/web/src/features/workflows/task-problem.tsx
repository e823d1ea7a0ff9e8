import { Alert, List } from '@mantine/core';
import type { TaskView } from '@kairos/contracts';
import { useLocale } from '../../lib/locale.ts';
import { ApiProblem } from '../../lib/problem.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { workflowWords, type WorkflowWord } from '../../vocabulary/workflow-words.ts';
import { taskText } from './task.text.ts';
import { shownHere } from './use-task-command.ts';

/** Why something was refused, as far as it can be put right here: what is missing by name, or what is legal instead. */
export function TaskProblem({ error, task }: { error: Error | null; task: TaskView }) {
  const say = useTexts(taskText);
  const word = useTexts(workflowWords);
  const titled = useTitled(task);
  if (!(error instanceof ApiProblem) || !shownHere.includes(error.code)) return null;
  const errors = error.problem?.errors ?? [];
  if (error.code === 'stale') return <Alert color="yellow" role="alert">{say('stale')}</Alert>;
  if (error.code === 'illegal-transition') {
    const states = errors.map(({ detail }) => word(detail as WorkflowWord)).join(', ');
    return <Alert color="red" role="alert">{states ? say('legal', { states }) : say('legalNone')}</Alert>;
  }
  if (error.code !== 'task-is-not-done' && error.code !== 'documents-missing') return <Alert color="red" role="alert">{error.message}</Alert>;
  return (
    <Alert color="red" role="alert" title={say('missing')}>
      <List size="sm">{errors.map(({ pointer, detail, code }) => (
        <List.Item key={pointer}>{[titled(pointer, detail), code && code in workflowWords && word(code as WorkflowWord)].filter(Boolean).join(', ')}</List.Item>
      ))}</List>
    </Alert>
  );
}

/** `/data/pod-code` by the name that the reader knows it by. */
function useTitled({ checklist, dataFields, documents }: TaskView): (pointer: string, detail: string) => string {
  const say = useTexts(taskText);
  const locale = useLocale();
  return (pointer, detail) => {
    const [, kind, code] = pointer.split('/');
    const named = (among: readonly { code: string; title: { en: string; it: string } }[]) => among.find((each) => each.code === code)?.title[locale] ?? detail;
    if (kind === 'checklist') return say('point', { title: named(checklist) });
    if (kind === 'data') return say('value', { title: named(dataFields) });
    if (kind === 'documents') return say('document', { title: named(documents) });
    return kind === 'plant' ? say('plantCondition', { detail }) : detail;
  };
}
