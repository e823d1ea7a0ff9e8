import { Alert, Button, Group, MultiSelect, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { RegisterWebhookEndpointBody } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { eventPatterns } from './event-patterns.calc.ts';
import { eventTypes } from './webhooks.api.ts';
import { webhooksText } from './webhooks.text.ts';

export type EndpointDraft = { title: string; url: string; eventTypes: string[] };
type Props = { start: EndpointDraft; busy: boolean; stale?: boolean; submit: string; onSubmit: (body: RegisterWebhookEndpointBody) => void; onCancel: () => void };

/** Where messages go, and of what they tell. */
export function EndpointForm({ start, busy, stale = false, submit, onSubmit, onCancel }: Props) {
  const say = useTexts(webhooksText);
  const { data: known } = useQuery(eventTypes());
  const [draft, setDraft] = useState(start);
  const [tried, setTried] = useState(false);
  const parsed = RegisterWebhookEndpointBody.safeParse({ ...draft, title: draft.title.trim(), url: draft.url.trim() });
  const at = (field: keyof EndpointDraft) => tried && !parsed.success && parsed.error.issues.some(({ path }) => path[0] === field);
  const change = (changed: Partial<EndpointDraft>) => setDraft({ ...draft, ...changed });
  const patterns = eventPatterns(known?.items.map(({ type }) => type) ?? []);
  const summary = new Map(known?.items.map(({ type, summary: told }) => [type, told]));
  const onForm = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (parsed.success) onSubmit(parsed.data);
  };
  return (
    <form onSubmit={onForm} noValidate>
      <Stack gap="sm">
        {stale && <Alert color="yellow" role="alert">{say('stale')}</Alert>}
        <TextInput data-autofocus label={say('name')} required maxLength={200} value={draft.title} error={at('title') && say('nameFault')} onChange={({ currentTarget }) => change({ title: currentTarget.value })} />
        <TextInput label={say('url')} type="url" required maxLength={2000} placeholder={say('urlHint')} value={draft.url} error={at('url') && say('urlFault')} onChange={({ currentTarget }) => change({ url: currentTarget.value })} />
        <MultiSelect
          label={say('events')} description={say('eventsHint')} required searchable maxValues={50} value={draft.eventTypes} error={at('eventTypes') && say('eventsFault')} onChange={(chosen) => change({ eventTypes: chosen })}
          data={[{ value: '*', label: say('everything') }, ...[...patterns.services, ...patterns.kinds].map((value) => ({ value, label: say('allOf', { kind: value.slice(0, -2) }) })), ...patterns.types.map((value) => ({ value, label: value }))]}
          renderOption={({ option }) => <span>{option.label}<br /><small>{summary.get(option.value)}</small></span>}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>{say('dismiss')}</Button>
          <Button type="submit" loading={busy}>{submit}</Button>
        </Group>
      </Stack>
    </form>
  );
}
