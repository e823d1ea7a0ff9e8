import { Button, Group, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { PlantView } from '@kairos/contracts';
import { endOfDay } from '../../lib/zoned-day.calc.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Failure, Panel } from '../../ui/panel.tsx';
import { FactChanges } from '../../vocabulary/fact-changes.tsx';
import { historyText } from './history.text.ts';
import { plantAt } from './plant.api.ts';
import classes from './plant.module.css';

/** Fields that count or are worked out, and change with every other one. */
const beside = new Set(['id', 'version', 'updatedAt', 'createdAt', 'customFields', 'inactiveCustomFields']);

/** What the plant was at the end of a day where it stands, against what it is now. */
export function PlantAsOf({ plant }: { plant: PlantView }) {
  const say = useTexts(historyText);
  const { asOf } = useSearch({ from: '/inside/plants/$plantId' });
  const navigate = useNavigate({ from: '/plants/$plantId' });
  const choose = (day: string | undefined) => void navigate({ search: (previous) => ({ ...previous, asOf: day || undefined }), replace: true });
  return (
    <Panel title={say('asOf')}>
      <Group align="flex-end" gap="xs" mb="sm">
        <TextInput type="date" label={say('asOfDay')} value={asOf ?? ''} onChange={(event) => choose(event.currentTarget.value)} />
        {asOf && <Button variant="subtle" onClick={() => choose(undefined)}>{say('clear')}</Button>}
      </Group>
      {asOf ? <Compared plant={plant} instant={endOfDay(asOf, plant.timeZone ?? 'Europe/Rome')} /> : <p className={classes.quiet}>{say('asOfHint')}</p>}
    </Panel>
  );
}

function Compared({ plant, instant }: { plant: PlantView; instant: string }) {
  const say = useTexts(historyText);
  const { data, error, refetch, isPending } = useQuery(plantAt(plant.id, instant));
  if (error) return <Failure error={error} onRetry={refetch} />;
  if (isPending || !data) return <p className={classes.quiet} aria-busy>…</p>;
  const [then, now] = [flat(data), flat(plant)];
  const changes = [...new Set([...Object.keys(then), ...Object.keys(now)])]
    .filter((field) => JSON.stringify(then[field] ?? null) !== JSON.stringify(now[field] ?? null))
    .map((field) => ({ field, from: then[field], to: now[field] }));
  if (changes.length === 0) return <p className={classes.quiet}>{say('asOfNone')}</p>;
  return (
    <>
      <p className={classes.quiet}>{say('asOfDiffers', { count: changes.length })}</p>
      <FactChanges label={say('asOf')} changes={changes} from={say('then')} to={say('now')} />
    </>
  );
}

function flat(plant: PlantView): Record<string, unknown> {
  const own = Object.entries(plant).filter(([field]) => !beside.has(field));
  const custom = Object.entries(plant.customFields).map(([key, value]) => [`customFields.${key}`, value] as const);
  return Object.fromEntries([...own, ...custom]);
}
