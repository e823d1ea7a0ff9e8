import { Button, Group, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Euros, Kilowatts, plantStatuses, plantTypes } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { plantWords } from '../../vocabulary/plant-words.ts';
import type { ObligationsSearch } from './obligations-search.ts';
import { obligationsText } from './obligations.text.ts';

type Props = { search: ObligationsSearch; onChange: (change: Partial<ObligationsSearch>) => void; outcome: string | undefined };

/** The facts of a plant that need not be there; what they lead to stands beside each obligation. */
export function TryPlant({ search, onChange, outcome }: Props) {
  const say = useTexts(obligationsText);
  const word = useTexts(plantWords);
  const choice = (key: 'type' | 'status', values: readonly (keyof typeof plantWords)[]) => (
    <Select label={say(key)} w="12rem" allowDeselect={false} value={search[key] ?? (key === 'type' ? 'Photovoltaic' : 'In Operation')} data={values.map((value) => ({ value, label: word(value) }))} onChange={(value) => onChange({ [key]: value ?? undefined })} />
  );
  const yesNo = (key: 'protectedArea' | 'customsLicenceActive', unsaid: 'no' | 'unknown') => (
    <Select
      label={say(key)} w="12rem" allowDeselect={false} value={search[key] ?? (unsaid === 'no' ? 'false' : 'unknown')} onChange={(value) => onChange({ [key]: value === 'unknown' ? undefined : (value ?? undefined) })}
      data={[...(unsaid === 'unknown' ? [{ value: 'unknown', label: say('unknown') }] : []), { value: 'true', label: say('yes') }, { value: 'false', label: say('no') }]}
    />
  );
  return (
    <Panel title={say('tryTitle')} actions={<Button variant="subtle" size="xs" onClick={() => onChange({ capacityKw: undefined, type: undefined, status: undefined, protectedArea: undefined, customsLicenceActive: undefined, incentivesTotalEur: undefined, incentivesPerYearEur: undefined })}>{say('clear')}</Button>}>
      <p>{say('tryHint')}</p>
      <Group gap="sm" align="flex-start">
        <Amount name="capacityKw" search={search} onChange={onChange} />
        {choice('type', plantTypes)}
        {choice('status', plantStatuses)}
        {yesNo('protectedArea', 'no')}
        {yesNo('customsLicenceActive', 'unknown')}
        <Amount name="incentivesTotalEur" search={search} onChange={onChange} />
        <Amount name="incentivesPerYearEur" search={search} onChange={onChange} />
      </Group>
      <p role="status"><strong>{outcome}</strong></p>
    </Panel>
  );
}

/** A decimal number, taken as soon as it is one; a comma counts as the point. */
function Amount({ name, search, onChange }: { name: 'capacityKw' | 'incentivesTotalEur' | 'incentivesPerYearEur' } & Omit<Props, 'outcome'>) {
  const say = useTexts(obligationsText);
  const [text, setText] = useState(search[name] ?? '');
  const [seen, setSeen] = useState(search[name]);
  const schema = name === 'capacityKw' ? Kilowatts : Euros;
  const valueOf = (written: string) => schema.safeParse(written.trim().replace(',', '.')).data;
  if (search[name] !== seen) {
    setSeen(search[name]);
    if (search[name] !== valueOf(text)) setText(search[name] ?? '');
  }
  const bad = text.trim() !== '' && valueOf(text) === undefined;
  return (
    <TextInput
      label={say(name)} w="12rem" inputMode="decimal" value={text} error={bad && say(name === 'capacityKw' ? 'capacityBad' : 'eurosBad')}
      onChange={(event) => { setText(event.currentTarget.value); onChange({ [name]: valueOf(event.currentTarget.value) }); }}
    />
  );
}
