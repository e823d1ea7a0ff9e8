import { Drawer, Skeleton, Stack } from '@mantine/core';
import { usePrefetchQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { UpdateMaintenanceBody, type MaintenanceView, type PlantView } from '@kairos/contracts';
import { useMay } from '../../../lib/use-may.ts';
import { useTexts } from '../../../lib/use-texts.ts';
import { Facts } from '../../../ui/facts.tsx';
import { Failure } from '../../../ui/panel.tsx';
import { customFields } from '../../../vocabulary/custom-fields.api.ts';
import { useFacts } from '../../../vocabulary/use-facts.ts';
import { fieldsOf } from '../facts-form/fact-fields.calc.ts';
import { FactsForm } from '../facts-form/facts-form.tsx';
import { CompleteMaintenance } from './complete-maintenance.tsx';
import { changeMaintenance, oneMaintenance } from './maintenance.api.ts';
import { MaintenanceMoves } from './maintenance-moves.tsx';
import { maintenanceText } from './maintenance.text.ts';
import { RecordMaintenance } from './record-maintenance.tsx';
import { useMaintenanceNames } from './use-maintenance-names.ts';

type Props = { plant: PlantView; maintenanceId: string; onClose: () => void };

/** One maintenance beside the list, or a new one: planned, or done already. */
export function MaintenanceDrawer({ plant, maintenanceId, onClose }: Props) {
  const say = useTexts(maintenanceText);
  const isNew = maintenanceId === 'new' || maintenanceId === 'done';
  const { data, error, refetch } = useQuery({ ...oneMaintenance(plant.id, maintenanceId), enabled: !isNew });
  // What its facts are said with begins to be read while the maintenance itself is.
  useMaintenanceNames(plant.id);
  usePrefetchQuery(customFields());
  const title = maintenanceId === 'new' ? say('plan') : maintenanceId === 'done' ? say('recordDone') : (data?.title ?? '…');
  return (
    <Drawer opened onClose={onClose} position="right" size="min(38rem, 100vw)" title={title}>
      {isNew ? <RecordMaintenance plant={plant} done={maintenanceId === 'done'} onClose={onClose} /> : data ? <Maintenance of={data} /> : error ? <Failure error={error} onRetry={refetch} /> : <Skeleton h={240} />}
    </Drawer>
  );
}

const facts = ['status', 'type', 'componentId', 'plannedOn', 'doneOn', 'nextOn', 'estimatedCostEur', 'actualCostEur', 'executor', 'manHours', 'anomalies', 'correctiveActions'] as const satisfies readonly (keyof MaintenanceView)[];

function Maintenance({ of }: { of: MaintenanceView }) {
  const say = useTexts(maintenanceText);
  const words = useMaintenanceNames(of.plantId);
  const { valueOf } = useFacts();
  const [doing, setDoing] = useState<'edit' | 'complete'>();
  const mayRecord = useMay()('assets.maintenance.record');
  const stop = () => setDoing(undefined);
  if (doing === 'edit') {
    return (
      <FactsForm
        {...words} fields={words.withComponents(fieldsOf(UpdateMaintenanceBody.shape, { required: ['title', 'type'], long: ['anomalies', 'correctiveActions'] }))} kept={of} schema={UpdateMaintenanceBody} bodyOf={(changed) => changed}
        save={(body, base) => changeMaintenance(base, body)} done={() => say('saved', { title: of.title })} onSaved={stop} onCancel={stop}
      />
    );
  }
  const shown = (name: (typeof facts)[number]) => {
    const held = of[name];
    if (name === 'componentId' && held === null) return say('noComponent');
    return held !== null && (name === 'status' || name === 'type' || name === 'componentId') ? words.optionOf(name, held) : valueOf(name, held);
  };
  return (
    <Stack gap="lg">
      <Facts grid of={facts.map((name) => [words.nameOf(name), shown(name)])} />
      {mayRecord && <MaintenanceMoves of={of} onEdit={() => setDoing('edit')} onComplete={() => setDoing('complete')} />}
      {doing === 'complete' && <CompleteMaintenance of={of} onClose={stop} />}
    </Stack>
  );
}
