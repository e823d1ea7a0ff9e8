import { Link } from '@tanstack/react-router';
import type { ChangeSetView } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { Mark } from '../../ui/mark.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';
import { plantPartWords } from '../../vocabulary/record-field-words.ts';
import { useFacts } from '../../vocabulary/use-facts.ts';
import { changeSetsText } from './change-sets.text.ts';

type Change = ChangeSetView['changes'][number];
type Field = Change['fields'][number];

/** What is to change in one part of one plant. Once it was decided, what fields hold now is another story. */
export function PlantProposal({ change: { plantId, plantName, plantCode, part, removed, fields }, decided }: { change: Change; decided: boolean }) {
  const say = useTexts(changeSetsText);
  const word = useTexts(plantPartWords);
  const { nameOf, valueOf } = useFacts();
  const title = `${plantName} · ${word(part)}`;
  const now: PlainColumn<Field> = {
    key: 'now', label: say('now'),
    cell: ({ field, now: held, changedSince }) => (changedSince ? <>{valueOf(field, held)} <Mark tone="due">{say('changedSince')}</Mark></> : valueOf(field, held)),
  };
  return (
    <Panel title={title} actions={removed ? <Mark tone="overdue">{say('removed')}</Mark> : <Link to="/plants/$plantId" params={{ plantId }}>{plantCode}</Link>}>
      <PlainTable
        label={title} rows={fields} keyOf={({ field }) => field}
        columns={[
          { key: 'field', label: say('field'), cell: ({ field }) => nameOf(field) },
          { key: 'before', label: say('before'), cell: ({ field, before }) => valueOf(field, before) },
          { key: 'after', label: say('after'), cell: ({ field, after }) => <strong>{valueOf(field, after)}</strong> },
          ...(decided ? [] : [now]),
        ]}
      />
    </Panel>
  );
}
