import { Group, Pill, Radio, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { RowScope } from '@kairos/contracts';
import { useTexts } from '../lib/use-texts.ts';
import { accessText } from './access.text.ts';
import { onePlant, PlantSelect } from './plant-select.tsx';

const mostShown = 40;
type Props = { value: RowScope; onChange: (rowScope: RowScope) => void };

/** Which plants somebody reaches: all, or those that are named. */
export function RowScopeField({ value, onChange }: Props) {
  const say = useTexts(accessText);
  const { plants } = value;
  const reach = (next: RowScope['plants']) => onChange({ ...value, plants: next });
  return (
    <Stack gap="xs">
      <Radio.Group label={say('plants')} value={plants === 'all' ? 'all' : 'listed'} onChange={(which) => reach(which === 'all' ? 'all' : [])}>
        <Stack gap={6} mt={4}>
          <Radio value="all" label={say('all')} />
          <Radio value="listed" label={say('listed')} />
        </Stack>
      </Radio.Group>
      {plants !== 'all' && (
        <>
          <Group gap={6}>
            {plants.slice(0, mostShown).map((id) => <PlantPill key={id} plantId={id} onRemove={() => reach(plants.filter((other) => other !== id))} />)}
            {plants.length > mostShown && <Text size="sm">{say('more', { count: plants.length - mostShown })}</Text>}
            {plants.length === 0 && <Text size="sm" c="var(--ink-quiet)">{say('none')}</Text>}
          </Group>
          <PlantSelect key={plants.length} value={undefined} label={say('add')} onChange={(id) => id !== undefined && !plants.includes(id) && reach([...plants, id])} />
        </>
      )}
    </Stack>
  );
}

function PlantPill({ plantId, onRemove }: { plantId: string; onRemove: () => void }) {
  const say = useTexts(accessText);
  const { data } = useQuery(onePlant(plantId));
  const name = data?.name ?? plantId.slice(-8);
  return <Pill withRemoveButton onRemove={onRemove} removeButtonProps={{ 'aria-label': say('remove', { name }), 'aria-hidden': false, tabIndex: 0 }}>{name}</Pill>;
}
