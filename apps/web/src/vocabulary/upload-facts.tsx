import { Button, Checkbox, Collapse, Group, Select, Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { documentCategories, type DocumentCategory } from '@kairos/contracts';
import { useTexts } from '../lib/use-texts.ts';
import { documentWords } from './document-words.ts';
import type { DocumentFacts } from './send-document.ts';
import { uploadText } from './upload.text.ts';

export type SaidOfAll = Pick<DocumentFacts, 'name' | 'tags' | 'issuedOn' | 'expiresOn' | 'note' | 'approvalRequired'>;

export function CategorySelect({ value, onChange, fault }: { value: DocumentCategory | undefined; onChange: (category: DocumentCategory | undefined) => void; fault?: string | undefined }) {
  const say = useTexts(uploadText);
  const word = useTexts(documentWords);
  return (
    <Select
      name="category" label={say('category')} description={say('categoryHint')} required data-autofocus value={value ?? null} error={fault} allowDeselect={false}
      data={documentCategories.map((name) => ({ value: name, label: word(name) }))} onChange={(chosen) => onChange((chosen as DocumentCategory | null) ?? undefined)}
    />
  );
}

type Dates = Pick<SaidOfAll, 'issuedOn' | 'expiresOn'>;

export function DateFields({ said, onChange }: { said: Dates; onChange: (dates: Dates) => void }) {
  const say = useTexts(uploadText);
  const date = (key: 'issuedOn' | 'expiresOn', hint?: string) => (
    <TextInput type="date" label={say(key)} description={hint} value={said[key] ?? ''} onChange={({ currentTarget }) => onChange({ ...said, [key]: currentTarget.value || undefined })} />
  );
  return <Group grow align="flex-end">{date('issuedOn')}{date('expiresOn', say('expiryHint'))}</Group>;
}

/** What few need to say, out of the way until it is asked for. */
export function MoreFacts({ said, onChange, named }: { said: SaidOfAll; onChange: (said: SaidOfAll) => void; named: boolean }) {
  const say = useTexts(uploadText);
  const [open, { toggle }] = useDisclosure(false);
  const Icon = open ? IconChevronDown : IconChevronRight;
  return (
    <div>
      <Button variant="subtle" size="compact-sm" leftSection={<Icon size={16} aria-hidden />} aria-expanded={open} onClick={toggle}>{say('more')}</Button>
      <Collapse expanded={open}>
        <Stack gap="sm" pt="xs">
          {named && <TextInput label={say('name')} description={say('nameHint')} maxLength={200} value={said.name ?? ''} onChange={({ currentTarget }) => onChange({ ...said, name: currentTarget.value.trim() === '' ? undefined : currentTarget.value })} />}
          <DateFields said={said} onChange={(dates) => onChange({ ...said, ...dates })} />
          <TagsInput label={say('tags')} description={say('tagsHint')} maxTags={30} maxLength={50} value={[...(said.tags ?? [])]} onChange={(tags) => onChange({ ...said, tags: tags.map((tag) => tag.replaceAll(',', ' ').trim()) })} />
          <Textarea label={say('note')} maxLength={1000} autosize minRows={1} value={said.note ?? ''} onChange={({ currentTarget }) => onChange({ ...said, note: currentTarget.value.trim() === '' ? undefined : currentTarget.value.replaceAll('\n', ' ') })} />
          <Checkbox label={say('approval')} checked={said.approvalRequired ?? false} onChange={({ currentTarget }) => onChange({ ...said, approvalRequired: currentTarget.checked })} />
        </Stack>
      </Collapse>
    </div>
  );
}
