import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { command } from '../../lib/command-line.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { MissingDocuments } from '../../vocabulary/missing-documents.tsx';
import { UploadButton } from '../../vocabulary/upload-button.tsx';
import { UploadPlace, useUploadPlace } from '../../vocabulary/upload-place.tsx';
import { AsCommand } from '../../ui/as-command.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { ChoosePack } from './choose-pack.tsx';
import { PacksOnRecord } from './packs-on-record.tsx';
import { packedWorkflow } from './submission-packs.api.ts';
import { packsText } from './submission-packs.text.ts';

/** The documents of a practice: what is missing, what goes out together, and what went out before. */
export function PackPage() {
  const say = useTexts(packsText);
  const may = useMay();
  const mayUpload = may('documents.document.write');
  const { workflowId } = useParams({ from: '/inside/workflows/$workflowId/documents' });
  const { data: workflow, error, refetch } = useQuery(packedWorkflow(workflowId));
  const uploading = useUploadPlace();
  return (
    <Page
      title={workflow ? say('title', { name: workflow.name }) : say('loading')} summary={say('summary')}
      actions={
        <>
          <Button variant="subtle" renderRoot={(props) => <Link {...props} to="/workflows/$workflowId" params={{ workflowId }} search={{}} />}>{say('back')}</Button>
          {mayUpload && workflow && <UploadButton onFiles={uploading.take} />}
          <AsCommand path="/workflows/documents" query={{ workflowId }} command={command`kairos workflows submission-pack ${workflowId} --out pack.zip`} />
        </>
      }
    >
      {error && <Failure error={error} onRetry={refetch} />}
      {workflow && mayUpload && <UploadPlace uploading={uploading} fixed={{ plantId: workflow.plantId, workflowId }} />}
      {workflow && <MissingDocuments plantId={workflow.plantId} workflowId={workflowId} mayUpload={mayUpload} />}
      {workflow && <ChoosePack workflow={workflow} mayUpload={mayUpload} />}
      {workflow && <PacksOnRecord workflowId={workflowId} />}
    </Page>
  );
}
