import { Button } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { command } from '../../lib/command-line.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Page } from '../../ui/page.tsx';
import { SourceFileDrop } from '../../vocabulary/source-file-drop.tsx';
import { ImportSteps } from '../../vocabulary/import-steps.tsx';
import { ChosenFile } from './chosen-file.tsx';
import { newImportText } from './new-import.text.ts';
import type { NewImportSearch } from './new-import-search.ts';
import { RecentFiles } from './recent-files.tsx';

/** From a file to a plan: upload, what was found, how it is read, what its first rows become. */
export function NewImportPage() {
  const say = useTexts(newImportText);
  const search = useSearch({ from: '/inside/imports/new' });
  const navigate = useNavigate({ from: '/imports/new' });
  const change = useCallback((changed: Partial<NewImportSearch>) => void navigate({ search: (previous) => ({ ...previous, ...changed }) }), [navigate]);
  const take = useCallback((file: string) => change({ file: file as NewImportSearch['file'] }), [change]);
  const { file, recipe } = search;
  return (
    <Page
      title={say('title')} summary={say('intro')}
      actions={
        <>
          <Button variant="subtle" renderRoot={(props) => <Link {...props} to="/imports" search={{}} />}>{say('all')}</Button>
          {file && <Button variant="default" onClick={() => change({ file: undefined })}>{say('otherFile')}</Button>}
          <AsCommand path="/intake/source-files" query={{ fileName: 'plants.csv' }} command={command`kairos import plants.csv --recipe ${recipe ?? 'wri-plants'} --plan`} />
        </>
      }
    >
      <ImportSteps at={file ? 'map' : 'upload'} />
      {file ? <ChosenFile key={file} id={file} search={search} onChange={change} /> : (
        <>
          <SourceFileDrop onArrived={take} />
          <RecentFiles onUse={take} />
        </>
      )}
    </Page>
  );
}
