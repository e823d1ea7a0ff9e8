import { Checkbox, Stack } from '@mantine/core';
import type { TaskView } from '@kairos/contracts';
import { useLocale } from '../../lib/locale.ts';
import { useNameOf } from '../../lib/people.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { TaskProblem } from './task-problem.tsx';
import { taskText } from './task.text.ts';
import { useTaskCommand } from './use-task-command.ts';
import { checkPoint } from './workflows.api.ts';

/** The points to go through; who ticked one, and when, stays with it. */
export function TaskChecklist({ task, mayTick }: { task: TaskView; mayTick: boolean }) {
  const say = useTexts(taskText);
  const locale = useLocale();
  const { instant } = useFormats();
  const nameOf = useNameOf();
  const tick = useTaskCommand((point: { code: string; done: boolean }) => checkPoint(task, point));
  return (
    <Panel title={say('checklist')}>
      <Stack gap="xs">
        {task.checklist.map(({ code, title, required, done, doneBy, doneAt }) => (
          <Checkbox
            key={code} label={title[locale]} disabled={!mayTick || tick.isPending} checked={tick.isPending && tick.variables.code === code ? tick.variables.done : done}
            description={done && doneAt ? say('ticked', { name: (doneBy && nameOf(doneBy)) ?? say('somebody'), when: instant(doneAt) }) : say(required ? 'required' : 'goodToHave')}
            onChange={({ currentTarget }) => tick.mutate({ code, done: currentTarget.checked })}
          />
        ))}
        <TaskProblem error={tick.error} task={task} />
      </Stack>
    </Panel>
  );
}
