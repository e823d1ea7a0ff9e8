import { Button, Menu, Modal, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import type { ImportJobView } from '@kairos/contracts';
import { saveFile } from '../../lib/save-file.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { SourceFileDrop } from '../../vocabulary/source-file-drop.tsx';
import { useCorrectable } from './correctable.ts';
import { giveBack } from './import.api.ts';
import { importText } from './import.text.ts';

/** The rejected rows as a file, and the same file taken back once it is corrected. */
export function FailedRows({ job }: { job: ImportJobView }) {
  const say = useTexts(importText);
  const may = useMay();
  const correctable = useCorrectable(job);
  const [giving, setGiving] = useState(false);
  const save = useCommand({ run: (format: 'csv' | 'xlsx') => saveFile({ path: `/intake/import-jobs/${job.id}/rejections`, query: { format } }, `rejections.${format}`), changes: [] });
  const give = useCommand({ run: (sourceFileId: string) => giveBack(job.id, sourceFileId), changes: [['intake']], done: () => say('givenBack') });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target><Button size="xs" variant="default" leftSection={<IconDownload size={15} aria-hidden />} loading={save.isPending}>{say('download')}</Button></Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => save.mutate('csv')}>{say('asCsv')}</Menu.Item>
          <Menu.Item onClick={() => save.mutate('xlsx')}>{say('asXlsx')}</Menu.Item>
          {correctable && may('intake.source-file.upload') && <Menu.Item onClick={() => setGiving(true)}>{say('giveBack')}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {giving && (
        <Modal opened onClose={() => setGiving(false)} size="lg" title={say('giveBack')}>
          <Stack gap="sm">
            <Text c="var(--ink-quiet)">{say('giveBackHint')}</Text>
            <SourceFileDrop onArrived={(sourceFileId) => give.mutate(sourceFileId, { onSuccess: () => setGiving(false) })} />
          </Stack>
        </Modal>
      )}
    </>
  );
}
