import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { saveFile } from '../../lib/save-file.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import type { AuditFilter } from './audit-search.ts';
import { auditQuery, exportPath } from './audit.api.ts';
import { auditText } from './audit.text.ts';

/** Takes the records along: those of the list, or the chain as a whole. */
export function ExportRecords({ filter }: { filter: AuditFilter }) {
  const say = useTexts(auditText);
  const { mutate, isPending } = useCommand({ run: (query: Record<string, string | undefined>) => saveFile({ path: exportPath, query }, `audit.${query['format'] ?? 'jsonl'}`), changes: [] });
  const narrowed = Object.values(filter).some((value) => value !== undefined);
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" loading={isPending} leftSection={<IconDownload size={16} aria-hidden />}>{say('export')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => mutate({ ...auditQuery(filter), format: 'csv' })}>{say('exportCsv')}</Menu.Item>
        {narrowed && <Menu.Item onClick={() => mutate({ ...auditQuery(filter), format: 'jsonl' })}>{say('exportLines')}</Menu.Item>}
        <Menu.Item onClick={() => mutate({})}>{say('exportChain')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
