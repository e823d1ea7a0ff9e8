import { Button, Skeleton, Text } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { DocumentVersionView } from '@kairos/contracts';
import { callForFile } from '../../lib/session.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Failure, Panel } from '../../ui/panel.tsx';
import { contentOf } from './documents.api.ts';
import { documentText } from './document.text.ts';
import { isReally, previewOf, type Preview } from './preview.calc.ts';
import classes from './documents.module.css';

/** More is shown only to who asks for it. */
const shownAtOnceBytes = 10_000_000;

// Bytes never change: no event makes them out of date.
const content = (version: DocumentVersionView) =>
  queryOptions({ queryKey: ['document-content', version.id], queryFn: async ({ signal }) => (await callForFile({ path: contentOf(version), signal })).arrayBuffer(), staleTime: Infinity, gcTime: 60_000 });

/** The pages or the picture that a version is, as far as that can be shown without trusting it. */
export function DocumentPreview({ version }: { version: DocumentVersionView }) {
  const say = useTexts(documentText);
  const { bytes } = useFormats();
  const [asked, ask] = useState<string>();
  const preview = previewOf(version.mediaType);
  const wanted = preview !== undefined && (version.byteSize <= shownAtOnceBytes || asked === version.id);
  const { data, error, refetch } = useQuery({ ...content(version), enabled: wanted });
  return (
    <Panel title={say('preview')}>
      {!preview && <Text c="var(--ink-quiet)">{say('noPreview')}</Text>}
      {preview && !wanted && <Button variant="default" onClick={() => ask(version.id)}>{say('showPreview', { size: bytes(version.byteSize) })}</Button>}
      {error && <Failure error={error} onRetry={refetch} />}
      {wanted && !data && !error && <Skeleton h="24rem" />}
      {preview && data && <Shown key={version.id} preview={preview} content={data} name={version.fileName} />}
    </Panel>
  );
}

function Shown({ preview, content: bytes, name }: { preview: Preview; content: ArrayBuffer; name: string }) {
  const say = useTexts(documentText);
  // An address of this page alone; its type is one of those that are shown, whatever the bytes are.
  const show = useCallback((element: HTMLImageElement | HTMLIFrameElement | null) => {
    if (!element) return;
    const url = URL.createObjectURL(new Blob([bytes], { type: preview }));
    // The pages, without the pane beside them.
    element.src = preview === 'application/pdf' ? `${url}#navpanes=0` : url;
    return () => URL.revokeObjectURL(url);
  }, [preview, bytes]);
  if (!isReally(preview, new Uint8Array(bytes, 0, Math.min(1024, bytes.byteLength)))) return <Text c="var(--ink-quiet)">{say('notWhatItSays')}</Text>;
  if (preview !== 'application/pdf') return <img ref={show} alt={say('previewOf', { name })} className={classes.picture} />;
  return navigator.pdfViewerEnabled ? <iframe ref={show} title={say('previewOf', { name })} className={classes.preview} /> : <Text c="var(--ink-quiet)">{say('noViewer')}</Text>;
}
