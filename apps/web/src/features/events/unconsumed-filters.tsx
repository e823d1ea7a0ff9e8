import { Button, SegmentedControl, Select } from '@mantine/core';
import { serviceNames } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { deadLettersText } from './dead-letters.text.ts';
import type { UnconsumedSearch } from './unconsumed-search.ts';

type Props = { search: UnconsumedSearch; narrowed: boolean; onChange: (changed: Partial<UnconsumedSearch>) => void };

export function UnconsumedFilters({ search: { state, service }, narrowed, onChange }: Props) {
  const say = useTexts(deadLettersText);
  return (
    <>
      <SegmentedControl
        size="xs" aria-label={say('state')} value={state ?? 'waiting'} onChange={(next) => onChange({ state: next === 'waiting' ? undefined : (next as UnconsumedSearch['state']) })}
        data={[{ value: 'waiting', label: say('stateWaiting') }, { value: 'replayed', label: say('stateReplayed') }, { value: 'all', label: say('stateAll') }]}
      />
      <Select
        aria-label={say('service')} placeholder={say('everyService')} clearable w="11rem" value={service ?? null} data={[...serviceNames]}
        onChange={(next) => onChange({ service: (next ?? undefined) as UnconsumedSearch['service'] })}
      />
      {narrowed && <Button variant="subtle" onClick={() => onChange({ state: undefined, service: undefined })}>{say('clear')}</Button>}
    </>
  );
}
