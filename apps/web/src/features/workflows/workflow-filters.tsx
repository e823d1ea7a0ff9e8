import { Button, Group, Select } from '@mantine/core';
import { obligationCategories, workflowStatuses } from '@kairos/contracts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { PlantSelect } from '../../vocabulary/plant-select.tsx';
import { workflowWords } from '../../vocabulary/workflow-words.ts';
import { workflowsQuery, type WorkflowsSearch } from './workflows-search.ts';
import { workflowsText } from './workflows.text.ts';

type Props = { search: WorkflowsSearch; onChange: (change: Partial<WorkflowsSearch>) => void };

export function WorkflowFilters({ search, onChange }: Props) {
  const say = useTexts(workflowsText);
  const word = useTexts(workflowWords);
  const may = useMay();
  const narrowed = Object.values(workflowsQuery(search)).some((value) => value !== undefined);
  const choice = (key: 'status' | 'category' | 'late', data: { value: string; label: string }[]) => (
    <Select aria-label={say(key)} placeholder={say(key)} clearable w="10rem" value={search[key] ?? null} data={data} onChange={(value) => onChange({ [key]: value ?? undefined })} />
  );
  return (
    <Group gap="xs" className="no-print" role="search">
      {may('assets.plant.read') && <PlantSelect hiddenLabel value={search.plant} onChange={(plant) => onChange({ plant: plant as WorkflowsSearch['plant'] })} />}
      {choice('status', workflowStatuses.map((value) => ({ value, label: word(value) })))}
      {choice('category', obligationCategories.map((value) => ({ value, label: word(value) })))}
      {choice('late', [{ value: 'true', label: say('lateOnly') }, { value: 'false', label: say('onTime') }])}
      {narrowed && <Button variant="subtle" onClick={() => onChange({ plant: undefined, status: undefined, category: undefined, late: undefined })}>{say('clear')}</Button>}
    </Group>
  );
}
