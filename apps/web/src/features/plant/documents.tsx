import { Button, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { PlantView } from '@kairos/contracts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { LinkedDocuments } from '../../vocabulary/linked-documents.tsx';
import { MissingDocuments } from '../../vocabulary/missing-documents.tsx';
import { UploadButton } from '../../vocabulary/upload-button.tsx';
import { UploadPlace, useUploadPlace } from '../../vocabulary/upload-place.tsx';
import { plantText } from './plant.text.ts';

/** What is filed for a plant, and what is still asked for. */
export function Documents({ plant: { id } }: { plant: PlantView }) {
  const mayUpload = useMay()('documents.document.write');
  const uploading = useUploadPlace();
  return (
    <Stack gap="sm">
      {mayUpload && <UploadPlace uploading={uploading} fixed={{ plantId: id }} />}
      <MissingDocuments plantId={id} mayUpload={mayUpload} />
      <LinkedDocuments plantId={id} mayUpload={mayUpload} actions={mayUpload && <><FillTemplate plantId={id} /><UploadButton onFiles={uploading.take} /></>} />
    </Stack>
  );
}

function FillTemplate({ plantId }: { plantId: PlantView['id'] }) {
  const say = useTexts(plantText);
  return <Button variant="default" renderRoot={(props) => <Link {...props} to="/document-templates" search={{ plant: plantId }} />}>{say('fillTemplate')}</Button>;
}
