import { Alert, Button, Code, Drawer, Group, Stack, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { AuditRecordView } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Facts } from '../../ui/facts.tsx';
import { Mark } from '../../ui/mark.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { outcomeTones } from './audit-columns.tsx';
import { auditText } from './audit.text.ts';
import { useActor } from './use-actor.ts';
import { changedFields, written } from './values-changed.calc.ts';

/** One record: everything that is known of it, and what it changed. */
export function RecordDrawer({ record, onClose }: { record: AuditRecordView; onClose: () => void }) {
  const say = useTexts(auditText);
  const { actorId, resourceId, resourceType, erased } = record;
  return (
    <Drawer opened onClose={onClose} position="right" size="min(44rem, 100%)" title={record.description ?? record.action}>
      <Stack>
        {erased.length > 0 && <Alert color="yellow">{say('erased')}</Alert>}
        <RecordFacts record={record} />
        <Changes record={record} />
        <Group>
          {resourceId !== null && <Button variant="default" renderRoot={(props) => <Link to="/audit" search={{ resourceType, resourceId }} {...props} />}>{say('sameThing')}</Button>}
          {actorId !== null && <Button variant="default" renderRoot={(props) => <Link to="/audit" search={{ actor: actorId }} {...props} />}>{say('samePerson')}</Button>}
        </Group>
      </Stack>
    </Drawer>
  );
}

function RecordFacts({ record }: { record: AuditRecordView }) {
  const say = useTexts(auditText);
  const { instant, number } = useFormats();
  const actor = useActor();
  const gone = (part: AuditRecordView['erased'][number]) => (record.erased.includes(part) ? say('gone') : null);
  const { status, errorCode, actorEmail, count, sequence, resourceName, resourceType, resourceId } = record;
  return (
    <Facts
      of={[
        [say('when'), <time key="when" dateTime={record.occurredAt}>{instant(record.occurredAt)}</time>],
        [say('status'), <Mark key="status" tone={outcomeTones[status]}>{say(status)}</Mark>],
        [say('error'), errorCode],
        [say('actor'), [actor(record), actorEmail].filter((said, at, all) => said !== null && all.indexOf(said) === at).join(', ')],
        [say('roles'), record.actorRoles.length > 0 ? record.actorRoles.join(', ') : null],
        [say('reason'), record.reason ?? gone('content')],
        [say('permission'), record.permission],
        [say('resource'), [resourceName ?? gone('content'), resourceType].filter(Boolean).join(', ')],
        [say('resourceId'), resourceId && <Code>{resourceId}</Code>],
        [say('action'), record.action],
        [say('count'), count === 1 ? null : number(count)],
        [say('address'), record.address ?? gone('actor')],
        [say('userAgent'), record.userAgent ?? gone('actor')],
        [say('request'), <Code key="request">{record.requestId}</Code>],
        [say('session'), record.sessionId && <Code>{record.sessionId}</Code>],
        [say('apiKey'), record.apiKeyId && <Code>{record.apiKeyId}</Code>],
        [say('sequence'), sequence === null ? say('notChained') : number(sequence)],
      ]}
    />
  );
}

function Changes({ record: { before, after, erased } }: { record: AuditRecordView }) {
  const say = useTexts(auditText);
  const rows = changedFields(before, after);
  return (
    <section>
      <Title order={2} mb="xs">{say('changes')}</Title>
      {rows.length === 0 ? say(erased.includes('content') ? 'gone' : 'noChanges') : (
        <PlainTable
          label={say('changes')} rows={rows} keyOf={({ field }) => field}
          columns={[
            { key: 'field', label: say('field'), cell: ({ field }) => field },
            { key: 'before', label: say('before'), cell: ({ from }) => written(from) },
            { key: 'after', label: say('after'), cell: ({ to }) => written(to) },
          ]}
        />
      )}
    </section>
  );
}
