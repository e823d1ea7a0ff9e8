import { Alert, Button, Group } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { NewRecipeBody, type RecipeProposal, type SourceFileView } from '@kairos/contracts';
import { useDraft } from '../../lib/use-draft.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { useImportField } from '../../vocabulary/use-import-field.ts';
import { draftOf, mappingOf, missingFields, recipeNameOf, type Choices } from './field-mapping.calc.ts';
import { MappingFields } from './mapping-fields.tsx';
import { preview, proposal } from './new-import.api.ts';
import { newImportText } from './new-import.text.ts';
import { PlanBar } from './plan-bar.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { parseOf, type Reading } from './reading.ts';
import { RecipeNaming } from './recipe-naming.tsx';

type Mapped = { choices: Choices; name: string; title: string };
type Props = { file: SourceFileView; target: string; reading: Reading };

/** A mapping of one's own: proposed, changed by hand, tried on the first rows as one goes. */
export function ByMapping({ file, target, reading }: Props) {
  const say = useTexts(newImportText);
  const asked = useQuery({ ...proposal(file.id, target, reading), placeholderData: keepPreviousData });
  const start = (): Mapped => ({ choices: {}, name: recipeNameOf(file.fileName), title: file.fileName.slice(0, 200) });
  const draft = useDraft<Mapped>(`import ${file.id} ${target}`, start);
  return (
    <>
      {draft.restored && (
        <Alert>
          <Group justify="space-between">{say('restored')}<Button size="xs" variant="default" onClick={() => draft.discard(start())}>{say('startOver')}</Button></Group>
        </Alert>
      )}
      <Panel title={say('mapping')} reading={asked}>
        {asked.data && <MappingFields proposal={asked.data} choices={draft.value.choices} onChange={(choices) => draft.change({ ...draft.value, choices })} />}
      </Panel>
      {asked.data && <Tried file={file} proposal={asked.data} reading={reading} mapped={draft.value} onChange={(changed) => draft.change({ ...draft.value, ...changed })} onPlanned={() => draft.discard(draft.value)} />}
    </>
  );
}

type TriedProps = { file: SourceFileView; proposal: RecipeProposal; reading: Reading; mapped: Mapped; onChange: (changed: Partial<Mapped>) => void; onPlanned: () => void };

function Tried({ file, proposal: proposed, reading, mapped: { choices, name, title }, onChange, onPlanned }: TriedProps) {
  const say = useTexts(newImportText);
  const fieldName = useImportField();
  const mapping = useMemo(() => mappingOf(proposed, choices), [proposed, choices]);
  const missing = missingFields(proposed.fields, mapping);
  const draft = useMemo(() => draftOf({ proposal: proposed, mapping, parse: parseOf(reading), name, title }), [proposed, mapping, reading, name, title]);
  const sound = NewRecipeBody.safeParse(draft);
  // What a recipe is called does not change what rows become.
  const tried = useMemo(() => ({ ...draft, name: 'draft', title: 'draft' }), [draft]);
  const [settled] = useDebouncedValue(tried, 400);
  const reads = NewRecipeBody.safeParse(settled).success;
  const shown = useQuery({ ...preview(file.id, { draft: settled }), enabled: reads, placeholderData: keepPreviousData });
  const refused = !sound.success || shown.isError || shown.data === undefined || shown.data.problem !== null;
  return (
    <>
      {missing.length > 0
        ? <Panel title={say('preview')}><Alert color="yellow" role="status">{say('missing', { count: missing.length, fields: missing.map(fieldName).join(', ') })}</Alert></Panel>
        : reads && <PreviewPanel reading={shown} draft={settled} />}
      <PlanBar sourceFileId={file.id} draft={draft} disabled={refused} onPlanned={onPlanned}>
        <RecipeNaming name={name} title={title} faults={sound.success ? [] : sound.error.issues} onChange={onChange} />
      </PlanBar>
    </>
  );
}
