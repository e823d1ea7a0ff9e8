import { lazy, Suspense, useCallback, useState } from 'react';
import { FileDrop } from '../ui/file-drop.tsx';
import { useTexts } from '../lib/use-texts.ts';
import type { DocumentPlace } from './place-fields.tsx';
import { UploadList } from './upload-list.tsx';
import { uploadText } from './upload.text.ts';

const UploadDialog = lazy(async () => ({ default: (await import('./upload-dialog.tsx')).UploadDialog }));

export type Uploading = { files: readonly File[]; take: (files: File[]) => void; set: (files: File[]) => void };

/** Files that were chosen, pasted or dropped, until it is said what they are. */
export function useUploadPlace(): Uploading {
  const [files, setFiles] = useState<readonly File[]>([]);
  const take = useCallback((more: File[]) => setFiles((before) => [...before, ...more]), []);
  return { files, take, set: setFiles };
}

/** Takes what is dropped on the page, asks what it is, and shows how far it is. */
export function UploadPlace({ uploading: { files, take, set }, fixed }: { uploading: Uploading; fixed?: DocumentPlace }) {
  const say = useTexts(uploadText);
  return (
    <>
      <FileDrop hint={say('drop')} onFiles={take} />
      <UploadList />
      {files.length > 0 && (
        <Suspense>
          <UploadDialog files={files} onFiles={set} onClose={() => set([])} {...(fixed ? { fixed } : {})} />
        </Suspense>
      )}
    </>
  );
}
