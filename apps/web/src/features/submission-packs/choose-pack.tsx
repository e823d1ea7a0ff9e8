import { Anchor, Button, Checkbox, Group, Text } from '@mantine/core';
import { IconFileZip } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { DocumentSummary, WorkflowDetail } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { DocumentStatusMark } from '../../vocabulary/document-marks.tsx';
import { documentWords } from '../../vocabulary/document-words.ts';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { PackProgress } from './pack-progress.tsx';
import { submittable } from './submission-packs.api.ts';
import { packsText } from './submission-packs.text.ts';
import { usePack } from './use-pack.ts';

type LeftOut = ReadonlySet<string>;

/** The documents of a practice, all of them taken unless somebody leaves one out; a click puts them together. */
export function ChoosePack({ workflow: { id, name, plantId }, mayUpload }: { workflow: WorkflowDetail; mayUpload: boolean }) {
  const say = useTexts(packsText);
  const { bytes } = useFormats();
  const reading = useQuery(submittable(id));
  const [leftOut, setLeftOut] = useState<LeftOut>(new Set());
  const pack = usePack(id, `${name}.zip`);
  const documents = reading.data ?? [];
  const chosen = documents.filter((document) => !leftOut.has(document.id));
  const totalBytes = chosen.reduce((sum, { latestVersion }) => sum + latestVersion.byteSize, 0);
  const body = chosen.length === documents.length ? {} : { documentIds: chosen.map((document) => document.id) };
  return (
    <Panel title={say('choose')} reading={reading} empty={documents.length === 0 && say(mayUpload ? 'none' : 'noneReader')}>
      <Text c="var(--ink-quiet)" maw="60rem" mb="sm">{say('hint')}</Text>
      <Documents documents={documents} leftOut={leftOut} onChange={setLeftOut} />
      <Group mt="sm">
        <Button leftSection={<IconFileZip size={16} aria-hidden />} disabled={chosen.length === 0} loading={pack.standing.state === 'coming'} onClick={() => void pack.make(body)}>{say('make')}</Button>
        <Text role="status">{say('chosen', { count: chosen.length, size: bytes(totalBytes) })}</Text>
      </Group>
      <PackProgress pack={pack} plantId={plantId} totalBytes={totalBytes} onAnyway={() => void pack.make({ ...body, missing: 'mark' })} />
    </Panel>
  );
}

function Documents({ documents, leftOut, onChange }: { documents: readonly DocumentSummary[]; leftOut: LeftOut; onChange: (leftOut: LeftOut) => void }) {
  const say = useTexts(packsText);
  const word = useTexts(documentWords);
  const { bytes, number } = useFormats();
  const take = (id: string, taken: boolean) => onChange(new Set(taken ? [...leftOut].filter((other) => other !== id) : [...leftOut, id]));
  const some = documents.some(({ id }) => !leftOut.has(id));
  const every = documents.every(({ id }) => !leftOut.has(id));
  return (
    <>
      <Checkbox mb="xs" label={say('all')} checked={every} indeterminate={some && !every} onChange={() => onChange(new Set(every ? documents.map(({ id }) => id) : []))} />
      <PlainTable
        label={say('choose')} rows={documents} keyOf={({ id }) => id}
        columns={[
          {
            key: 'document', label: say('document'),
            cell: ({ id, name }) => (
              <Group gap="xs" wrap="nowrap">
                <Checkbox aria-label={say('pick', { name })} checked={!leftOut.has(id)} onChange={({ currentTarget }) => take(id, currentTarget.checked)} />
                <Anchor inherit renderRoot={(props) => <Link {...props} to="/documents/$documentId" params={{ documentId: id }} />}>{name}</Anchor>
              </Group>
            ),
          },
          { key: 'category', label: say('category'), cell: ({ category }) => word(category) },
          { key: 'status', label: say('status'), cell: ({ status }) => <DocumentStatusMark status={status} /> },
          { key: 'version', label: say('version'), number: true, cell: ({ latestVersion }) => number(latestVersion.number) },
          { key: 'size', label: say('size'), number: true, cell: ({ latestVersion }) => bytes(latestVersion.byteSize) },
        ]}
      />
    </>
  );
}
