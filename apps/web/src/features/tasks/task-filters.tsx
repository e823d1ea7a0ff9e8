import { Button, Group, SegmentedControl, Select } from '@mantine/core';
import { authorities, priorities, type Authority, type Priority, type UserId } from '@kairos/contracts';
import { useDoers } from '../../lib/people.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { PlantSelect } from '../../vocabulary/plant-select.tsx';
import { workflowWords } from '../../vocabulary/workflow-words.ts';
import { taskViews, type TasksSearch } from './tasks-search.ts';
import { tasksText } from './tasks.text.ts';

type Props = { search: TasksSearch; onChange: (change: Partial<TasksSearch>) => void };
const horizons = [7, 30, 90];

/** Which of the open tasks the inbox shows. */
export function TaskFilters({ search, onChange }: Props) {
  const say = useTexts(tasksText);
  const word = useTexts(workflowWords);
  const may = useMay();
  const { users } = useDoers();
  const view = search.view ?? 'mine';
  const narrowed = Object.entries(search).some(([key, value]) => key !== 'view' && value !== undefined);
  const cleared: Partial<TasksSearch> = { plant: undefined, authority: undefined, priority: undefined, assignee: undefined, within: undefined };
  // One's own tasks are not narrowed by authority, priority or person: leaving the others leaves these behind.
  const show = (next: string) => onChange(next === 'mine' ? { view: undefined, authority: undefined, priority: undefined, assignee: undefined } : { view: next as TasksSearch['view'] });
  return (
    <Group gap="xs" className="no-print" role="search">
      <SegmentedControl aria-label={say('view')} value={view} onChange={show} data={taskViews.map((value) => ({ value, label: say(value) }))} />
      {view !== 'overdue' && (
        <Select
          aria-label={say('within')} placeholder={say('within')} clearable w="11rem" value={search.within === undefined ? null : String(search.within)}
          data={[...new Set([...horizons, ...(search.within === undefined ? [] : [search.within])])].map((days) => ({ value: String(days), label: say('withinDays', { days }) }))}
          onChange={(days) => onChange({ within: days === null ? undefined : Number(days) })}
        />
      )}
      {may('assets.plant.read') && <PlantSelect hiddenLabel value={search.plant} onChange={(plant) => onChange({ plant: plant as TasksSearch['plant'] })} />}
      {view !== 'mine' && (
        <>
          <Select
            aria-label={say('priority')} placeholder={say('priority')} clearable w="8.5rem" value={search.priority ?? null} data={priorities.map((value) => ({ value, label: word(value) }))}
            onChange={(priority) => onChange({ priority: (priority as Priority | null) ?? undefined })}
          />
          <Select
            aria-label={say('authority')} placeholder={say('authority')} clearable w="11rem" value={search.authority ?? null} data={authorities.map((value) => ({ value, label: word(value) }))}
            onChange={(authority) => onChange({ authority: (authority as Authority | null) ?? undefined })}
          />
          <Select
            aria-label={say('person')} placeholder={say('person')} clearable searchable w="11rem" value={search.assignee ? `user:${search.assignee}` : null} data={users}
            onChange={(user) => onChange({ assignee: user ? (user.slice('user:'.length) as UserId) : undefined })}
          />
        </>
      )}
      {narrowed && <Button variant="subtle" onClick={() => onChange(cleared)}>{say('clear')}</Button>}
    </Group>
  );
}
