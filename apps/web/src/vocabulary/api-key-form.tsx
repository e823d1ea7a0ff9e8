import { Alert, Button, Group, NumberInput, Stack, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { z } from 'zod';
import type { MeView } from '@kairos/contracts';
import { ProofNotGiven } from '../lib/problem.ts';
import { todayHere } from '../lib/today.ts';
import { useMay } from '../lib/use-may.ts';
import { useTexts } from '../lib/use-texts.ts';
import { apiKeyWords } from './api-key-words.ts';
import { settingsOf, type KeyDraft } from './api-key-settings.calc.ts';
import { RowScopeField } from './row-scope-field.tsx';
import { ScopeSelect } from './scope-select.tsx';

type Props<Body> = {
  account: MeView;
  start: KeyDraft;
  /** What the API takes; fields of its own stand in `more` and above the others. */
  body: z.ZodType<Body>;
  more?: Readonly<Record<string, unknown>>;
  above?: (wrong: (field: string) => boolean) => ReactNode;
  submit: string;
  busy: boolean;
  error: Error | null;
  onSubmit: (body: Body) => void;
  onCancel: () => void;
};

/** What a key may do, where, from where, how often and until when. */
export function ApiKeyForm<Body>({ account, start, body, more, above, submit, busy, error, onSubmit, onCancel }: Props<Body>) {
  const say = useTexts(apiKeyWords);
  const seesPlants = useMay()('assets.plant.read');
  const [draft, setDraft] = useState(start);
  const [tried, setTried] = useState(false);
  const read = body.safeParse({ ...more, ...settingsOf(start, draft, account.timeZone) });
  const past = draft.until !== start.until && draft.until !== '' && draft.until < todayHere();
  const wrong = (field: string) => tried && (read.error?.issues.some(({ path }) => path[0] === field) ?? false);
  const change = (changed: Partial<KeyDraft>) => setDraft({ ...draft, ...changed });
  const onForm = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (read.success && !past && !busy) onSubmit(read.data);
  };
  return (
    <form onSubmit={onForm} noValidate>
      <Stack>
        {error && !(error instanceof ProofNotGiven) && <Alert color="red" role="alert">{error.message}</Alert>}
        {above?.(wrong)}
        <TextInput label={say('name')} description={say('nameHint')} name="key-name" withAsterisk maxLength={100} data-autofocus value={draft.name} onChange={(event) => change({ name: event.currentTarget.value })} error={wrong('name') && say('nameNeeded')} />
        <ScopeSelect held={account.permissions} value={draft.scopes} onChange={(scopes) => change({ scopes })} error={wrong('scopes') && say('scopesNeeded')} />
        {seesPlants && <RowScopeField value={draft.rowScope} onChange={(rowScope) => change({ rowScope })} />}
        <Group align="flex-start" grow>
          <TextInput type="date" label={say('expires')} description={start.until === '' && say('usualEnd')} min={todayHere()} value={draft.until} onChange={(event) => change({ until: event.currentTarget.value })} error={past && say('expiresWrong')} />
          <NumberInput label={say('limit')} description={start.limit === '' && say('usualLimit')} min={1} max={1_000_000} allowDecimal={false} value={draft.limit} onChange={(limit) => change({ limit })} error={wrong('requestsPerMinute') && say('limitWrong')} />
        </Group>
        <Textarea label={say('addresses')} description={say('addressesHint')} autosize minRows={2} value={draft.addresses} onChange={(event) => change({ addresses: event.currentTarget.value })} error={wrong('allowedAddresses') && say('addressWrong')} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>{say('cancel')}</Button>
          <Button type="submit" loading={busy}>{submit}</Button>
        </Group>
      </Stack>
    </form>
  );
}
