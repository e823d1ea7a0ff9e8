import { Button } from '@mantine/core';
import { IconArrowsExchange, IconPencil } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { plantStatusTransitions, type PlantView } from '@kairos/contracts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { ChangeStatus } from './change-status.tsx';
import { plantFormText } from './plant-form.text.ts';
import { plantText } from './plant.text.ts';

/** What somebody who may change a plant does with it. */
export function PlantActions({ plant }: { plant: PlantView }) {
  const say = useTexts(plantText);
  const sayOfForm = useTexts(plantFormText);
  const may = useMay();
  const [changing, setChanging] = useState(false);
  if (!may('assets.plant.update')) return null;
  return (
    <>
      <Button component={Link} to={`/plants/${plant.id}/edit`} leftSection={<IconPencil size={16} aria-hidden />}>{say('edit')}</Button>
      {plantStatusTransitions[plant.status].length > 0 && (
        <Button variant="default" leftSection={<IconArrowsExchange size={16} aria-hidden />} onClick={() => setChanging(true)}>{sayOfForm('statusTitle')}</Button>
      )}
      {changing && <ChangeStatus plant={plant} onClose={() => setChanging(false)} />}
    </>
  );
}
