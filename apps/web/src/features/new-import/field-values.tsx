import { Select, Text } from '@mantine/core';
import type { FieldMapping, ImportField, RecipeProposal } from '@kairos/contracts';
import { useTexts } from '../../lib/use-texts.ts';
import { newImportText } from './new-import.text.ts';
import classes from './new-import.module.css';

const most = 50;
type Props = { field: ImportField; proposal: RecipeProposal; mapped: FieldMapping; onChange: (changed: object) => void };

/** What the contents of a column mean among the few values that a field takes. */
export function FieldValues({ field, proposal, mapped, onChange }: Props) {
  const say = useTexts(newImportText);
  const at = proposal.columns.findIndex(({ column }) => column === mapped.from);
  const seen = proposal.values.filter((match) => match.field === field.name && match.column === mapped.from).map(({ from }) => from);
  const contents = [...new Set([...seen, ...Object.keys(mapped.values ?? {}), ...proposal.sampleRows.map((row) => row[at]?.trim() ?? '')])].filter((content) => content !== '').slice(0, most);
  const meaningOf = (content: string) => mapped.values?.[content] ?? (mapped.values === undefined && field.choices.includes(content) ? content : undefined);
  const set = (content: string, meaning: string | null) => {
    const known = contents.flatMap((one): [string, string][] => {
      const means = one === content ? meaning : meaningOf(one);
      return means === null || means === undefined ? [] : [[one, means]];
    });
    onChange({ values: Object.fromEntries(known) });
  };
  return (
    <div>
      <Text fw={600} size="sm">{say('values')}</Text>
      <Text size="sm" c="var(--ink-quiet)" mb="xs">{say('valuesHint')}</Text>
      <div className={classes.values}>
        {contents.map((content) => [
          <span key={`${content} is`} lang="">{content}</span>,
          <Select key={content} size="xs" aria-label={`${say('means')}: ${content}`} placeholder={say('rejects')} clearable searchable data={field.choices} value={meaningOf(content) ?? null} onChange={(value) => set(content, value)} />,
        ])}
      </div>
    </div>
  );
}
