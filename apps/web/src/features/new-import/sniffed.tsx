import { Alert, Select, SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { SourceFileView } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Data } from '../../ui/data.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { proposal } from './new-import.api.ts';
import { newImportText } from './new-import.text.ts';
import type { Reading } from './reading.ts';
import classes from './new-import.module.css';

const delimiterWords = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' } as const;
const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
const headerRows = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const shownRows = 5;

type Props = { file: SourceFileView; reading: Reading; onChange: (reading: Reading) => void; /** A recipe says how the file is read. */ fixed: boolean };

/** What the bytes themselves say about a file, to be corrected where they are misread. */
export function Sniffed({ file, reading, onChange, fixed }: Props) {
  const say = useTexts(newImportText);
  const { bytes } = useFormats();
  const { sniff } = file;
  const reread = useQuery({ ...proposal(file.id, 'assets.plants', reading), enabled: Object.keys(reading).length > 0 });
  const columns = reread.data?.columns.map(({ column }) => column) ?? sniff.columns;
  const rows = reread.data?.sampleRows ?? sniff.sampleRows;
  const problem = sniff.problems[0];
  return (
    <Panel title={`${file.fileName}: ${say('found').toLowerCase()}`}>
      <Facts of={[[say('format'), [sniff.format.value, sniff.compression.value === 'gzip' && 'gzip'].filter(Boolean).join(', ')], [say('size'), bytes(file.byteSize)], [say('columnsCount'), String(columns.length)]]} />
      {problem && <Alert color="red" role="alert" mt="sm" title={say('notATable')}>{`${say('at', { line: problem.line, column: problem.column })}: ${problem.detail}`}</Alert>}
      {reread.error && <Alert color="red" role="alert" mt="sm" title={say('notATable')}>{reread.error.message}</Alert>}
      {!fixed && <Options sniff={sniff} reading={reading} onChange={onChange} />}
      {rows.length > 0 && (
        <>
          <Text fw={600} mt="sm">{say('first')}</Text>
          <div className={classes.lines}>
            <PlainTable
              label={say('first')} rows={rows.slice(0, shownRows).map((cells, at) => ({ cells, at }))} keyOf={({ at }) => String(at)}
              columns={columns.map((name, at) => ({ key: `${at}`, label: name, cell: ({ cells }: { cells: string[]; at: number }) => <Data>{cells[at] ?? ''}</Data> }))}
            />
          </div>
        </>
      )}
    </Panel>
  );
}

function Options({ sniff, reading, onChange }: { sniff: SourceFileView['sniff']; reading: Reading; onChange: (reading: Reading) => void }) {
  const say = useTexts(newImportText);
  const choice = <Key extends keyof Reading>(key: Key, found: string, options: readonly { value: string; label: string }[], toValue: (text: string) => Reading[Key]) => (
    <Select
      label={say(key)} allowDeselect={false} value={String(reading[key] ?? found)}
      data={options.map(({ value, label }) => ({ value, label: value === found ? say('asFound', { value: label }) : label }))}
      onChange={(value) => {
        const { [key]: _, ...others } = reading;
        onChange(value === null || value === found ? others : { ...others, [key]: toValue(value) });
      }}
    />
  );
  return (
    <>
      <Text size="sm" c="var(--ink-quiet)" mt="sm" mb="xs">{say('foundHint')}</Text>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
        {sniff.format.value === 'csv' && choice('delimiter', sniff.delimiter.value, (Object.keys(delimiterWords) as (keyof typeof delimiterWords)[]).map((value) => ({ value, label: say(delimiterWords[value]) })), (text) => text as keyof typeof delimiterWords)}
        {sniff.format.value !== 'xlsx' && choice('encoding', sniff.encoding.value, encodings.map((value) => ({ value, label: value })), (text) => text as (typeof encodings)[number])}
        {sniff.format.value === 'csv' && choice('quote', sniff.quote.value, ['"', "'"].map((value) => ({ value, label: value })), (text) => text as '"' | "'")}
        {sniff.format.value !== 'json-lines' && choice('headerRow', String(sniff.headerRow.value), headerRows.map((row) => ({ value: String(row), label: row === 0 ? say('none') : say('rowNumber', { row }) })), Number)}
        {sniff.sheets.length > 1 && choice('sheet', sniff.sheet?.value ?? '', sniff.sheets.map(({ name }) => ({ value: name, label: name })), (text) => text)}
      </SimpleGrid>
    </>
  );
}
