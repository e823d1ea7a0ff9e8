import { Button, FileButton } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconUpload } from '@tabler/icons-react';
import { useRef } from 'react';
import { documentFileTypes } from '@kairos/contracts';
import { useTexts } from '../lib/use-texts.ts';
import { uploadText } from './upload.text.ts';

/** The endings of files that can be a document. */
export const documentEndings = Object.values(documentFileTypes).flatMap(({ endings }) => endings.map((ending) => `.${ending}`)).join(',');

type Props = { onFiles: (files: File[]) => void; label?: string; one?: boolean };

/** Chooses files to upload; the key U does the same. */
export function UploadButton({ onFiles, label, one = false }: Props) {
  const say = useTexts(uploadText);
  const button = useRef<HTMLButtonElement>(null);
  const reset = useRef<() => void>(null);
  useHotkeys([['u', () => button.current?.click()]]);
  const take = (chosen: File | File[] | null) => {
    const files = chosen === null ? [] : Array.isArray(chosen) ? chosen : [chosen];
    if (files.length > 0) onFiles(files);
    reset.current?.();
  };
  return (
    <FileButton multiple={!one} accept={documentEndings} onChange={take} resetRef={reset} inputProps={{ 'aria-label': label ?? say('upload'), tabIndex: -1 }}>
      {(props) => <Button {...props} ref={button} leftSection={<IconUpload size={16} aria-hidden />} aria-keyshortcuts="u" title={say('uploadHint')}>{label ?? say('upload')}</Button>}
    </FileButton>
  );
}
