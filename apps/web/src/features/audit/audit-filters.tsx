import { Button, Group, Pill, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { people } from '../../lib/people.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { DayField } from '../../ui/day-field.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { auditOutcomes, type AuditFilter } from './audit-search.ts';
import { auditSummary } from './audit.api.ts';
import { auditText } from './audit.text.ts';

type Props = { filter: AuditFilter; onChange: (change: Partial<AuditFilter>) => void };
const clicked = ['service', 'action', 'resourceType', 'resourceId'] as const;
const nothing: AuditFilter = { text: undefined, category: undefined, status: undefined, service: undefined, action: undefined, actor: undefined, resourceType: undefined, resourceId: undefined, from: undefined, until: undefined };

/** What the trail is narrowed to: what there is to choose comes from what was recorded. */
export function AuditFilters({ filter, onChange }: Props) {
  const say = useTexts(auditText);
  const may = useMay();
  const { data: summary } = useQuery(auditSummary());
  const { data: known } = useQuery({ ...people(), enabled: may('identity.user.read') });
  const word = (name: string) => (name in auditText ? say(name as keyof typeof auditText) : name);
  const categories = [...new Set([...(summary?.byCategory.map(({ category }) => category) ?? []), ...(filter.category ? [filter.category] : [])])];
  const persons = known?.items.map(({ id, displayName }) => ({ value: id as string, label: displayName })) ?? [];
  const actors = filter.actor && !persons.some(({ value }) => value === filter.actor) ? [{ value: filter.actor, label: filter.actor }, ...persons] : persons;
  return (
    <Group gap="xs" className="no-print" role="search">
      <SearchField label={say('search')} value={filter.text} onChange={(text) => onChange({ text })} width="15rem" />
      <Select aria-label={say('category')} placeholder={say('category')} clearable w="11rem" value={filter.category ?? null} data={categories.map((value) => ({ value, label: word(value) }))} onChange={(value) => onChange({ category: value ?? undefined })} />
      <Select aria-label={say('status')} placeholder={say('status')} clearable w="8rem" value={filter.status ?? null} data={auditOutcomes.map((value) => ({ value, label: say(value) }))} onChange={(value) => onChange({ status: (value ?? undefined) as AuditFilter['status'] })} />
      {actors.length > 0 && <Select aria-label={say('actor')} placeholder={say('actor')} clearable searchable w="12rem" value={filter.actor ?? null} data={actors} onChange={(value) => onChange({ actor: value ?? undefined })} />}
      <DayField label={say('from')} value={filter.from} onChange={(from) => onChange({ from })} />
      <DayField label={say('until')} value={filter.until} onChange={(until) => onChange({ until })} />
      {clicked.map((key) => filter[key] !== undefined && (
        <Pill key={key} size="md" withRemoveButton onRemove={() => onChange({ [key]: undefined })} removeButtonProps={{ 'aria-label': say('drop', { name: say(key) }), 'aria-hidden': false, tabIndex: 0 }}>
          {say('only', { name: say(key), value: filter[key] })}
        </Pill>
      ))}
      {Object.values(filter).some((value) => value !== undefined) && <Button variant="subtle" onClick={() => onChange(nothing)}>{say('clear')}</Button>}
    </Group>
  );
}
