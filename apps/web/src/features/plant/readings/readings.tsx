import { Button, Select, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { PlantView } from '@kairos/contracts';
import { command } from '../../../lib/command-line.ts';
import { useMay } from '../../../lib/use-may.ts';
import { useTexts } from '../../../lib/use-texts.ts';
import { dayOf } from '../../../lib/zoned-day.calc.ts';
import { AsCommand } from '../../../ui/as-command.tsx';
import { Failure, Panel } from '../../../ui/panel.tsx';
import { meters } from './readings.api.ts';
import { MeterReadings } from './meter-readings.tsx';
import { PeriodChooser, type Period } from './period-chooser.tsx';
import { windowOf } from './reading-window.calc.ts';
import { readingsText } from './readings.text.ts';
import classes from '../plant.module.css';

/** What the meters of a plant read; which of them, and when, stands in the address. */
export function Readings({ plant }: { plant: PlantView }) {
  const say = useTexts(readingsText);
  const timeZone = plant.timeZone ?? 'Europe/Rome';
  const mayManage = useMay()('assets.component.manage');
  const { meter, span = 'month', on = dayOf(new Date(), timeZone) } = useSearch({ from: '/inside/plants/$plantId' });
  const navigate = useNavigate({ from: '/plants/$plantId' });
  const { data, error, refetch } = useQuery(meters(plant.id));
  if (error) return <Failure error={error} onRetry={refetch} />;
  if (!data) return <Skeleton h={320} />;
  const chosen = data.find(({ id }) => id === meter) ?? data.find(({ removedOn, measures }) => removedOn === null && measures === 'production') ?? data[0];
  const add = mayManage && <Button size="xs" variant="default" renderRoot={(props) => <Link {...props} to="/plants/$plantId" params={{ plantId: plant.id }} search={{ section: 'components', component: 'new' }} />}>{say('addMeter')}</Button>;
  if (!chosen) return <Panel title={say('title')} empty={say('noMeters')} actions={add} />;
  const window = windowOf(span, on, timeZone);
  const choose = (next: Partial<Period & { meter: string }>) => void navigate({ search: (previous) => ({ ...previous, ...next }), replace: true });
  return (
    <div className={classes.parts}>
      <Panel title={say('title')} actions={<AsCommand path={`/assets/plants/${plant.id}/meters/${chosen.id}/readings`} query={{ from: window.from, to: window.to }} command={command`kairos plants readings ${plant.code} --meter ${chosen.id} --from ${window.from} --to ${window.to} --all`} />}>
        <PeriodChooser period={{ span, on }} window={window} onChange={choose}>
          <Select
            label={say('meter')} allowDeselect={false} value={chosen.id} data={data.map(({ id, name, removedOn }) => ({ value: id, label: removedOn === null ? name : say('taken', { name }) }))}
            onChange={(id) => choose({ meter: id ?? chosen.id })}
          />
        </PeriodChooser>
        <MeterReadings key={chosen.id} of={{ plantId: plant.id, meterId: chosen.id }} span={span} window={window} timeZone={timeZone} />
      </Panel>
    </div>
  );
}
