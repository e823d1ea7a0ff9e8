import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTexts } from '../../lib/use-texts.ts';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { customFields } from '../../vocabulary/custom-fields.api.ts';
import { EditPlant } from './edit-plant.tsx';
import { plant } from './plant.api.ts';
import { plantFormText } from './plant-form.text.ts';

/** The form of one plant, once it is known what the plant holds. */
export function EditPlantPage() {
  const say = useTexts(plantFormText);
  const { plantId } = useParams({ from: '/inside/plants/$plantId/edit' });
  const reading = useQuery(plant(plantId));
  const custom = useQuery(customFields());
  const error = reading.error ?? custom.error;
  return (
    <Page title={say('editTitle', { name: reading.data?.name ?? '…' })}>
      {reading.data && custom.data ? (
        <EditPlant key={plantId} plant={reading.data} custom={custom.data.items} />
      ) : error ? (
        <Failure error={error} onRetry={() => { void reading.refetch(); void custom.refetch(); }} />
      ) : (
        <Skeleton h={320} />
      )}
    </Page>
  );
}
