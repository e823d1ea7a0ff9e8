import { ActionIcon, Select, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { documentCategories, type DocumentCategory } from '@kairos/contracts';
import { useFormats } from '../lib/use-formats.ts';
import { useTexts } from '../lib/use-texts.ts';
import { documentWords } from './document-words.ts';
import { uploadText } from './upload.text.ts';
import classes from './upload-list.module.css';

type Props = { files: readonly File[]; own: ReadonlyMap<File, DocumentCategory>; onOwn: (file: File, category: DocumentCategory | undefined) => void; onLeaveOut: (file: File) => void };

/** The files that were chosen: each can be left out, or have a category of its own. */
export function ChosenFiles({ files, own, onOwn, onLeaveOut }: Props) {
  const say = useTexts(uploadText);
  const word = useTexts(documentWords);
  const { bytes } = useFormats();
  const total = files.reduce((sum, { size }) => sum + size, 0);
  return (
    <div>
      <Text c="var(--ink-quiet)" size="sm">{say('filesTogether', { count: files.length, size: bytes(total) })}</Text>
      <ul className={classes.list}>
        {files.map((file, at) => (
          <li key={`${at} ${file.name}`} className={classes.upload}>
            <div className={classes.name}>{file.name}</div>
            {files.length > 1 ? (
              <Select
                size="xs" w="9.5rem" aria-label={say('categoryOf', { name: file.name })} placeholder={say('asAll')} clearable value={own.get(file) ?? null}
                data={documentCategories.map((value) => ({ value, label: word(value) }))} onChange={(value) => onOwn(file, (value as DocumentCategory | null) ?? undefined)}
              />
            ) : <Text size="sm" c="var(--ink-quiet)">{bytes(file.size)}</Text>}
            <ActionIcon variant="subtle" aria-label={say('leaveOut', { name: file.name })} onClick={() => onLeaveOut(file)}><IconX size={16} /></ActionIcon>
          </li>
        ))}
      </ul>
    </div>
  );
}
