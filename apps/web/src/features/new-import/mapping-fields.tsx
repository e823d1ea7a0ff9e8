import { Text } from '@mantine/core';
import { IconGripVertical } from '@tabler/icons-react';
import { useState } from 'react';
import type { FieldMapping, RecipeProposal } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { FieldRow } from './field-row.tsx';
import { mappingOf, type Choices } from './field-mapping.calc.ts';
import { newImportText } from './new-import.text.ts';
import classes from './new-import.module.css';

export const columnType = 'application/x-kairos-column';
type Props = { proposal: RecipeProposal; choices: Choices; onChange: (choices: Choices) => void };

/** Every field that there is, with the column it comes from: chosen in a list, or by dropping a column onto it. */
export function MappingFields({ proposal, choices, onChange }: Props) {
  const say = useTexts(newImportText);
  const [open, setOpen] = useState<string>();
  const mapping = mappingOf(proposal, choices);
  const used = new Set(mapping.map(({ from }) => from));
  const unused = proposal.columns.filter(({ column }) => column !== '' && !used.has(column));
  const set = (name: string, field: FieldMapping | null) => onChange({ ...choices, [name]: field });
  // What must be there and what was found stand first; the order stays while one changes things.
  const found = new Set(proposal.mapping.map(({ target }) => target));
  const fields = [...proposal.fields].sort((a, b) => Number(b.required) - Number(a.required) || Number(found.has(b.name)) - Number(found.has(a.name)));
  return (
    <>
      <Text c="var(--ink-quiet)">{say('mappingHint')}</Text>
      <Text size="sm" mt="xs" fw={600}>{say('unused')}</Text>
      {unused.length === 0 ? <Text size="sm" c="var(--ink-quiet)">{say('allUsed')}</Text> : (
        <ul className={classes.chips}>
          {unused.map(({ column }) => (
            <li key={column} className={classes.chip} lang="" draggable onDragStart={({ dataTransfer }) => dataTransfer.setData(columnType, column)}>
              <IconGripVertical size={13} aria-hidden />
              {column}
            </li>
          ))}
        </ul>
      )}
      <ul className={classes.fields} aria-label={say('mapping')}>
        {fields.map((field) => (
          <FieldRow
            key={field.name} field={field} proposal={proposal} mapped={mapping.find(({ target }) => target === field.name)} byHand={choices[field.name] !== undefined} open={open === field.name}
            onOpen={() => setOpen(open === field.name ? undefined : field.name)} onSet={(mapped) => set(field.name, mapped)}
          />
        ))}
      </ul>
    </>
  );
}
