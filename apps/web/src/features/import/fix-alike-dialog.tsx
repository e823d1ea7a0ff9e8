import { Alert, Button, Group, Modal, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import type { FixRowsAlikeBody, ImportJobView } from '@kairos/contracts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Data } from '../../ui/data.tsx';
import { Failure } from '../../ui/panel.tsx';
import { faultyValues, fixOf, type FaultyValue, type FixDraft, type FixWay } from './fix-alike.calc.ts';
import { alikeRows, fixAlike } from './import.api.ts';
import { importText } from './import.text.ts';
import classes from './import.module.css';

const ways = ['map', 'replace', 'set'] as const satisfies readonly FixWay[];
type Props = { job: ImportJobView; problem: { code: string; column: string }; title: string; onClose: () => void };

/** Corrects every row that was rejected for the same reason, and imports them. */
export function FixAlikeDialog({ job, problem, title, onClose }: Props) {
  const say = useTexts(importText);
  const [draft, setDraft] = useState<FixDraft>({ way: 'map', map: {}, text: '', with: '', value: '' });
  const [tried, setTried] = useState(false);
  const reading = useQuery(alikeRows(job.id, problem));
  const fix = useCommand({ run: (body: FixRowsAlikeBody) => fixAlike(job.id, body), changes: [['intake']], done: () => say('fixAllDone') });
  const change = (changed: Partial<FixDraft>) => setDraft({ ...draft, ...changed });
  const body = fixOf(problem, draft);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (body) fix.mutate(body, { onSuccess: onClose });
  };
  const rows = job.problems.find(({ code, column }) => code === problem.code && column === problem.column)?.rows ?? 0;
  return (
    <Modal opened onClose={onClose} size="lg" title={say('fixTitle', { rows, problem: title })}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <SegmentedControl aria-label={say('fixWay')} value={draft.way} onChange={(way) => change({ way: way as FixWay })} data={ways.map((value) => ({ value, label: say(value) }))} />
          {draft.way === 'map' && reading.error && <Failure error={reading.error} onRetry={reading.refetch} />}
          {draft.way === 'map' && <ValueByValue values={reading.data ? faultyValues(reading.data.items, problem) : []} map={draft.map} onChange={(map) => change({ map })} />}
          {draft.way === 'replace' && (
            <Group grow align="flex-start">
              <TextInput label={say('text')} value={draft.text} maxLength={1000} onChange={({ currentTarget }) => change({ text: currentTarget.value })} />
              <TextInput label={say('with')} value={draft.with} maxLength={1000} onChange={({ currentTarget }) => change({ with: currentTarget.value })} />
            </Group>
          )}
          {draft.way === 'set' && <TextInput label={say('value')} value={draft.value} maxLength={1000} onChange={({ currentTarget }) => change({ value: currentTarget.value })} />}
          {tried && !body && <Alert color="red" role="alert">{say('nothingChosen')}</Alert>}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{say('dismiss')}</Button>
            <Button type="submit" loading={fix.isPending}>{say('fixAllNow')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

type ValuesProps = { values: readonly FaultyValue[]; map: FixDraft['map']; onChange: (map: FixDraft['map']) => void };

function ValueByValue({ values, map, onChange }: ValuesProps) {
  const say = useTexts(importText);
  return (
    <>
      <Text size="sm" c="var(--ink-quiet)">{say('mapHint')}</Text>
      <div className={classes.fixes}>
        {values.map(({ value, rows }) => [
          <span key={`${value} is`}>{value === '' ? say('emptyCell') : <Data>{value}</Data>}</span>,
          <span key={`${value} rows`} className={classes.quiet}>{say('valueRows', { count: rows })}</span>,
          <TextInput key={value} size="xs" aria-label={say('becomes', { value: value === '' ? say('emptyCell') : value })} maxLength={1000} value={map[value] ?? ''} onChange={({ currentTarget }) => onChange({ ...map, [value]: currentTarget.value })} />,
        ])}
      </div>
    </>
  );
}
