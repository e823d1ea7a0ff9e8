import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PlantChangeView, PlantView } from '@kairos/contracts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { ChangeEntry } from './change-entry.tsx';
import { historyText } from './history.text.ts';
import { PlantAsOf } from './plant-as-of.tsx';
import { plantChanges } from './plant.api.ts';
import { RevertChange } from './revert-change.tsx';
import classes from './plant.module.css';

/** What changed in a plant, by whom and why; what it was on a day; and taking a change back. */
export function History({ plant }: { plant: PlantView }) {
  const say = useTexts(historyText);
  const may = useMay();
  const [taking, setTaking] = useState<PlantChangeView>();
  const reading = useInfiniteQuery(plantChanges(plant.id));
  const changes = reading.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <div className={classes.parts}>
      <PlantAsOf plant={plant} />
      <Panel title={say('log')} reading={reading} empty={changes.length === 0 && say('noChanges')}>
        <ul className={classes.changes}>
          {changes.map((change) => (
            <ChangeEntry key={change.id} change={change} onTakeBack={may('assets.plant.update') ? () => setTaking(change) : undefined} />
          ))}
        </ul>
        {reading.hasNextPage && <Button variant="default" loading={reading.isFetchingNextPage} onClick={() => void reading.fetchNextPage()}>{say('more')}</Button>}
      </Panel>
      {taking && <RevertChange plantId={plant.id} change={taking} onClose={() => setTaking(undefined)} />}
    </div>
  );
}
