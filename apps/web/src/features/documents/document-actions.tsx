import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconDots, IconDownload, IconPencil, IconTrash } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { DocumentView } from '@kairos/contracts';
import { saveFile } from '../../lib/save-file.ts';
import { todayHere } from '../../lib/today.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { UploadButton } from '../../vocabulary/upload-button.tsx';
import { FileDrop } from '../../ui/file-drop.tsx';
import { showUndo } from '../../ui/show-undo.tsx';
import { changeDocument, contentOf } from './documents.api.ts';
import { documentText } from './document.text.ts';

const EditDocument = lazy(async () => ({ default: (await import('./edit-document.tsx')).EditDocument }));
const DeleteDocument = lazy(async () => ({ default: (await import('./delete-document.tsx')).DeleteDocument }));
const VersionDialog = lazy(async () => ({ default: (await import('./version-dialog.tsx')).VersionDialog }));

/** What can be done with a document by whoever looks at it: nothing else stands here. */
export function DocumentActions({ document }: { document: DocumentView }) {
  const say = useTexts(documentText);
  const mayWrite = useMay()('documents.document.write');
  const [file, setFile] = useState<File>();
  const [editing, setEditing] = useState(false);
  const { latestVersion, archivedAt } = document;
  const save = useCommand({ run: () => saveFile({ path: contentOf(latestVersion) }, latestVersion.fileName), changes: [] });
  const takesVersions = mayWrite && archivedAt === null;
  return (
    <>
      {takesVersions && <UploadButton one label={say('newVersion')} onFiles={([first]) => setFile(first)} />}
      {takesVersions && <FileDrop hint={say('versionTitle')} onFiles={([first]) => setFile(first)} />}
      <Button variant="default" loading={save.isPending} leftSection={<IconDownload size={16} aria-hidden />} onClick={() => save.mutate(undefined)}>{say('download')}</Button>
      {mayWrite && <Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setEditing(true)}>{say('edit')}</Button>}
      <MoreActions document={document} />
      <Suspense>
        {editing && <EditDocument document={document} onClose={() => setEditing(false)} />}
        {file && <VersionDialog document={document} file={file} onClose={() => setFile(undefined)} />}
      </Suspense>
    </>
  );
}

function MoreActions({ document }: { document: DocumentView }) {
  const say = useTexts(documentText);
  const may = useMay();
  const [deleting, setDeleting] = useState(false);
  const { name, archivedAt, retainUntil, onLegalHold } = document;
  const run = ({ of, archived }: { of: DocumentView; archived: boolean }) => changeDocument(of, { archived });
  const back = useCommand({ run, changes: [['workflows']] });
  const archive = useCommand({
    run, changes: [['workflows']],
    onDone: (of, { archived }) => showUndo(say(archived ? 'archived' : 'unarchived', { name }), () => back.mutate({ of, archived: !archived })),
  });
  // What is kept is not offered to be deleted; the page says what keeps it.
  const isFree = !onLegalHold && (retainUntil === null || retainUntil < todayHere());
  const mayArchive = may('documents.document.write');
  const mayDelete = may('documents.document.delete') && isFree;
  if (!mayArchive && !mayDelete) return null;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target><ActionIcon variant="default" size="lg" aria-label={say('moreActions')}><IconDots size={16} /></ActionIcon></Menu.Target>
        <Menu.Dropdown>
          {mayArchive && (
            <Menu.Item leftSection={archivedAt ? <IconArchiveOff size={16} aria-hidden /> : <IconArchive size={16} aria-hidden />} onClick={() => archive.mutate({ of: document, archived: archivedAt === null })}>
              {say(archivedAt ? 'unarchive' : 'archive')}
            </Menu.Item>
          )}
          {mayDelete && <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setDeleting(true)}>{say('delete')}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {deleting && <Suspense><DeleteDocument document={document} onClose={() => setDeleting(false)} /></Suspense>}
    </>
  );
}
