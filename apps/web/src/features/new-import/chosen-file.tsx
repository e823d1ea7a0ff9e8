import { Alert, Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { SourceFileView } from '@kairos/contracts';
import { useCommand } from '../../lib/use-command.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { giveBack, sourceFile } from './new-import.api.ts';
import { newImportText } from './new-import.text.ts';
import type { NewImportSearch } from './new-import-search.ts';
import { ByMapping } from './by-mapping.tsx';
import { ByRecipe } from './by-recipe.tsx';
import { correctedImport, type Reading } from './reading.ts';
import { Sniffed } from './sniffed.tsx';
import { WayChooser } from './way-chooser.tsx';

type Props = { id: string; search: NewImportSearch; onChange: (change: Partial<NewImportSearch>) => void };

/** A file that is here: what was found in it, how it is read, and what its rows become. */
export function ChosenFile({ id, search, onChange }: Props) {
  const say = useTexts(newImportText);
  const [read, setRead] = useState<Reading>({});
  const reading = useQuery(sourceFile(id));
  const { data: file } = reading;
  const corrects = file && correctedImport(file);
  if (!file) return <Panel title={say('found')} reading={reading} />;
  return (
    <>
      <Sniffed file={file} reading={read} onChange={setRead} fixed={search.recipe !== undefined || corrects !== undefined} />
      {corrects !== undefined ? <Corrections file={file} importJobId={corrects} /> : (
        <>
          <WayChooser file={file} search={search} onChange={onChange} />
          {search.recipe !== undefined && <ByRecipe key={search.recipe} file={file} name={search.recipe} />}
          {search.recipe === undefined && search.target !== undefined && <ByMapping key={search.target} file={file} target={search.target} reading={read} />}
        </>
      )}
    </>
  );
}

function Corrections({ file, importJobId }: { file: SourceFileView; importJobId: string }) {
  const say = useTexts(newImportText);
  const navigate = useNavigate();
  const give = useCommand({ run: () => giveBack(importJobId, file.id), changes: [['intake']] });
  return (
    <Alert title={say('correction')}>
      <Group justify="space-between">
        {say('correctionHint')}
        <Button loading={give.isPending} onClick={() => give.mutate(undefined, { onSuccess: (job) => void navigate({ to: '/imports/$importJobId', params: { importJobId: job.id }, search: {} }) })}>{say('giveBack')}</Button>
      </Group>
    </Alert>
  );
}
