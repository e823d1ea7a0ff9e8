import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { DocumentView } from '@kairos/contracts';
import { command } from '../../lib/command-line.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { DocumentStatusMark } from '../../vocabulary/document-marks.tsx';
import { documentWords } from '../../vocabulary/document-words.ts';
import { UploadList } from '../../vocabulary/upload-list.tsx';
import { AsCommand } from '../../ui/as-command.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { DocumentActions } from './document-actions.tsx';
import { DocumentApproval } from './document-approval.tsx';
import { DocumentFacts } from './document-facts.tsx';
import { DocumentKeeping } from './document-keeping.tsx';
import { DocumentLinks } from './document-links.tsx';
import { DocumentPreview } from './document-preview.tsx';
import { DocumentProvenance } from './document-provenance.tsx';
import { DocumentVersions } from './document-versions.tsx';
import { documentRead } from './documents.api.ts';
import { documentText } from './document.text.ts';
import classes from './documents.module.css';

/** One document: what it says, what is said of it, what it was before, and what keeps it. */
export function DocumentPage() {
  const say = useTexts(documentText);
  const { documentId } = useParams({ from: '/inside/documents/$documentId' });
  const { data, error, refetch } = useQuery(documentRead(documentId));
  return (
    <Page
      title={data?.name ?? say(error ? 'notShown' : 'loading')} summary={data && <InBrief document={data} />}
      actions={
        <>
          <Button variant="subtle" renderRoot={(props) => <Link {...props} to="/documents" search={{}} />}>{say('back')}</Button>
          {data && <DocumentActions document={data} />}
          <AsCommand path={`/workflows/documents/${documentId}`} command={command`kairos documents download ${documentId}`} />
        </>
      }
    >
      {error && !data && <Failure error={error} onRetry={refetch} />}
      <UploadList />
      {data && <DocumentApproval document={data} />}
      {data ? (
        <div className={classes.panels}>
          <div className={classes.column}>
            <DocumentPreview version={data.latestVersion} />
          </div>
          <div className={classes.column}>
            <DocumentFacts document={data} />
            <DocumentLinks document={data} />
            <DocumentKeeping document={data} />
            <DocumentProvenance version={data.latestVersion} />
          </div>
          <div className={classes.wide}><DocumentVersions document={data} /></div>
        </div>
      ) : !error && <Skeleton h="24rem" />}
    </Page>
  );
}

function InBrief({ document: { status, category, latestVersion } }: { document: DocumentView }) {
  const say = useTexts(documentText);
  const word = useTexts(documentWords);
  const { bytes, number } = useFormats();
  return (
    <>
      <DocumentStatusMark status={status} />{' '}
      {say('inBrief', { category: word(category), type: word(latestVersion.fileType), size: bytes(latestVersion.byteSize), number: number(latestVersion.number) })}
    </>
  );
}
