import { Alert, Button, Group, Modal, NumberInput, Select, Stack, Textarea } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { retentionStarts, SetRetentionScheduleBody, type RetentionScheduleView } from '@kairos/contracts';
import { isProblem, ProofNotGiven } from '../../lib/problem.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { documentWords } from '../../vocabulary/document-words.ts';
import { retentionWords } from '../../vocabulary/retention-words.ts';
import { setSchedule } from './retention.api.ts';
import { retentionText } from './retention.text.ts';

/** Another time for documents of a category, with the law that asks for it. */
export function ScheduleDialog({ schedule, onClose }: { schedule: RetentionScheduleView; onClose: () => void }) {
  const say = useTexts(retentionText);
  const word = useTexts(documentWords);
  const start = useTexts(retentionWords);
  const { years, countedFrom, legalReference } = schedule;
  const [draft, setDraft] = useState<SetRetentionScheduleBody>({ years, countedFrom, legalReference });
  const [tried, setTried] = useState(false);
  const { mutate, isPending, error } = useCommand({ run: (body: SetRetentionScheduleBody) => setSchedule(schedule, body), changes: [['workflows', 'retention-schedules']], done: () => say('saved'), shows: 'all' });
  const read = SetRetentionScheduleBody.safeParse(draft);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (read.success && !isPending) mutate(read.data, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title={say('changeOf', { category: word(schedule.category) })}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {error && !(error instanceof ProofNotGiven) && <Alert color="red" role="alert">{isProblem(error, 'stale') ? say('stale') : error.message}</Alert>}
          <NumberInput data-autofocus label={say('years')} min={0} max={100} allowDecimal={false} clampBehavior="strict" value={draft.years} onChange={(next) => setDraft({ ...draft, years: Number(next) })} />
          <Select label={say('from')} allowDeselect={false} data={retentionStarts.map((value) => ({ value, label: start(value) }))} value={draft.countedFrom} onChange={(next) => next && setDraft({ ...draft, countedFrom: next })} />
          <Textarea label={say('law')} withAsterisk maxLength={300} autosize value={draft.legalReference} error={tried && !read.success && say('lawNeeded')} onChange={({ currentTarget: { value } }) => setDraft({ ...draft, legalReference: value })} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{say('cancel')}</Button>
            <Button type="submit" loading={isPending}>{say('save')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
