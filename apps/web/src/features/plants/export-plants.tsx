import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { saveFile } from '../../lib/save-file.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { plantsQuery, type PlantsSearch } from './plants-search.ts';
import { plantsText } from './plants.text.ts';

/** The plants of the search as a file, all of them, in the order of the list. */
export function ExportPlants({ search }: { search: PlantsSearch }) {
  const say = useTexts(plantsText);
  const [busy, setBusy] = useState(false);
  const save = (format: 'csv' | 'xlsx') => {
    setBusy(true);
    saveFile({ path: '/assets/plants/export', query: { ...plantsQuery(search), format }, headers: { accept: '*/*' } }, `plants.${format}`)
      .catch((error: Error) => notifications.show({ color: 'red', title: say('exportFailed'), message: error.message }))
      .finally(() => setBusy(false));
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" loading={busy} leftSection={<IconDownload size={16} aria-hidden />}>{say('export')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => save('csv')}>{say('asCsv')}</Menu.Item>
        <Menu.Item onClick={() => save('xlsx')}>{say('asXlsx')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
