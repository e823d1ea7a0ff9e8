import { ActionIcon, Select, Text } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useState, type DragEvent } from 'react';
import type { FieldMapping, ImportField, RecipeProposal } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { useImportField } from '../../vocabulary/use-import-field.ts';
import { FieldDetails } from './field-details.tsx';
import { fieldFrom, fieldWithout } from './field-mapping.calc.ts';
import { columnType } from './mapping-fields.tsx';
import { newImportText } from './new-import.text.ts';
import classes from './new-import.module.css';

const byExpression = 'by:expression';
const byFixed = 'by:fixed';
const shownSamples = 3;

type Props = { field: ImportField; proposal: RecipeProposal; mapped: FieldMapping | undefined; byHand: boolean; open: boolean; onOpen: () => void; onSet: (mapped: FieldMapping | null) => void };

/** One field: where it comes from, why, and what that looks like. */
export function FieldRow({ field, proposal, mapped, byHand, open, onOpen, onSet }: Props) {
  const say = useTexts(newImportText);
  const label = useImportField()(field.name);
  const [over, setOver] = useState(false);
  const { columns, profiles, values } = proposal;
  const takeColumn = (column: string) => {
    const profile = profiles.find(({ name }) => name === column);
    if (profile) onSet(fieldFrom(field, profile, values));
  };
  const choose = (value: string | null) => {
    if (value === null) return onSet(null);
    if (value !== byExpression && value !== byFixed) return takeColumn(value.slice('column:'.length));
    onSet(fieldWithout(field, value === byExpression ? { expression: '""' } : { fixed: field.choices[0] ?? '' }));
    if (!open) onOpen();
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    takeColumn(event.dataTransfer.getData(columnType));
  };
  const value = mapped?.from !== undefined ? `column:${mapped.from}` : mapped?.take ? byExpression : mapped ? byFixed : null;
  const index = columns.findIndex(({ column }) => column === mapped?.from);
  const samples = [...new Set(proposal.sampleRows.map((row) => row[index] ?? '').filter((cell) => cell !== ''))].slice(0, shownSamples);
  return (
    <li
      className={classes.field} data-over={over}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(columnType)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)} onDrop={drop}
    >
      <span className={classes.fieldName}>{label}{field.required && <span className={classes.star} title={say('required')}> *<span className="visually-hidden">{say('required')}</span></span>}</span>
      <Select
        aria-label={label} placeholder={say('notTaken')} searchable clearable value={value} onChange={choose}
        data={[
          { group: say('columns'), items: columns.filter(({ column }) => column !== '').map(({ column }) => ({ value: `column:${column}`, label: column })) },
          { group: say('otherwise'), items: [{ value: byExpression, label: say('expression') }, { value: byFixed, label: say('fixed') }] },
        ]}
      />
      <Why field={field} proposal={proposal} mapped={mapped} byHand={byHand} />
      <span className={classes.sample} lang="" title={samples.join(', ')}>{mapped?.from === undefined ? (mapped?.default ?? '') : samples.join(', ')}</span>
      <span className={classes.more}>
        {mapped && <ActionIcon variant="subtle" aria-label={say('details', { field: label })} aria-expanded={open} onClick={onOpen}><IconAdjustmentsHorizontal size={16} /></ActionIcon>}
      </span>
      {open && mapped && <div className={classes.details}><FieldDetails field={field} proposal={proposal} mapped={mapped} onSet={onSet} /></div>}
    </li>
  );
}

function Why({ field, proposal, mapped, byHand }: Pick<Props, 'field' | 'proposal' | 'mapped' | 'byHand'>) {
  const say = useTexts(newImportText);
  const { percent } = useFormats();
  if (!mapped) return <span />;
  const match = proposal.columns.find(({ column }) => column === mapped.from)?.matches.find((one) => one.field === field.name);
  if (!match) return <Text span size="sm" c="var(--ink-quiet)">{byHand ? say('chosen') : ''}</Text>;
  return <Text span size="sm" c="var(--ink-quiet)" title={match.reason}>{`${say(match.kind)}, ${percent(match.confidence)}`}</Text>;
}
