import { Button, Group, Select } from '@mantine/core';
import { IconTag, IconX } from '@tabler/icons-react';
import { documentCategories, documentFileTypeNames, documentStatuses } from '@kairos/contracts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { documentWords } from '../../vocabulary/document-words.ts';
import { PlantSelect } from '../../vocabulary/plant-select.tsx';
import { isNarrowed, type DocumentsSearch } from './documents-search.ts';
import { documentsText } from './documents.text.ts';

type Props = { search: DocumentsSearch; onChange: (change: Partial<DocumentsSearch>) => void };
const cleared = { text: undefined, view: undefined, category: undefined, type: undefined, status: undefined, tag: undefined, plant: undefined, workflow: undefined };
/** Nothing is processed for long enough to be looked for. */
const chosenStatuses = documentStatuses.filter((status) => status !== 'Processing');

/** What the list is narrowed to. */
export function DocumentFilters({ search, onChange }: Props) {
  const say = useTexts(documentsText);
  const word = useTexts(documentWords);
  const may = useMay();
  const choice = (key: 'category' | 'type' | 'status', values: readonly (keyof typeof documentWords)[]) => (
    <Select
      aria-label={say(key)} placeholder={say(key)} clearable w="8.5rem" value={search[key] ?? null} data={values.map((value) => ({ value, label: word(value) }))}
      onChange={(value) => onChange({ [key]: value ?? undefined, ...(key === 'status' && search.view === 'expired' ? { view: undefined } : {}) })}
    />
  );
  return (
    <Group gap="xs" className="no-print" role="search">
      <SearchField value={search.text} label={say('search')} hint={say('searchHint')} width="16rem" onChange={(text) => onChange({ text })} />
      {may('assets.plant.read') && <PlantSelect hiddenLabel value={search.plant} onChange={(plant) => onChange({ plant: plant as DocumentsSearch['plant'] })} />}
      {choice('category', documentCategories)}
      {choice('status', chosenStatuses)}
      {choice('type', documentFileTypeNames)}
      <SearchField value={search.tag} label={say('tag')} icon={<IconTag size={15} aria-hidden />} width="8rem" onChange={(tag) => onChange({ tag: tag?.slice(0, 50) })} />
      {search.workflow && <Button variant="light" rightSection={<IconX size={14} aria-hidden />} onClick={() => onChange({ workflow: undefined })}>{say('ofWorkflow')}</Button>}
      {isNarrowed(search) && <Button variant="subtle" onClick={() => onChange(cleared)}>{say('clear')}</Button>}
    </Group>
  );
}
