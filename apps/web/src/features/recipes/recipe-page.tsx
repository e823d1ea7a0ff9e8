import { Alert, Anchor, Button, Group, List } from '@mantine/core';
import { IconDownload, IconFileImport } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { RecipeView } from '@kairos/contracts';
import { command } from '../../lib/command-line.ts';
import { useNameOf } from '../../lib/people.ts';
import { saveFile } from '../../lib/save-file.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PublishTemplateDialog } from './publish-template-dialog.tsx';
import { RecipeParts } from './recipe-parts.tsx';
import { RecipeTests } from './recipe-tests.tsx';
import { recipe, recipeAddress } from './recipes.api.ts';
import { recipesText } from './recipes.text.ts';

const shownVersions = 30;

/** One version of a recipe: what it does with a file, its tests, and the versions before it. */
export function RecipePage() {
  const say = useTexts(recipesText);
  const may = useMay();
  const nameOf = useNameOf();
  const { instant } = useFormats();
  const { name } = useParams({ from: '/inside/recipes/$name' });
  const { version } = useSearch({ from: '/inside/recipes/$name' });
  const reading = useQuery(recipe(name, version));
  const { data: newest } = useQuery(recipe(name));
  const { data } = reading;
  const [publishing, setPublishing] = useState(false);
  const save = useCommand({ run: (of: number) => saveFile({ path: `${recipeAddress(name, of)}/document` }, `${name}.json`), changes: [] });
  const by = data?.createdAt ? `${instant(data.createdAt)}${data.createdByUserId ? `, ${say('publishedBy', { name: nameOf(data.createdByUserId) ?? '…' })}` : ''}` : say('shipped');
  return (
    <Page
      title={data?.title ?? name} summary={data && `${name}, ${say('version').toLowerCase()} ${data.version} · ${by}`}
      actions={
        <>
          <Button variant="subtle" renderRoot={(props) => <Link {...props} to="/recipes" search={{}} />}>{say('all')}</Button>
          {data && <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} loading={save.isPending} onClick={() => save.mutate(data.version)}>{say('download')}</Button>}
          {data && may('intake.recipe.manage') && <Button variant="default" onClick={() => setPublishing(true)}>{say('asTemplate')}</Button>}
          {data && may('intake.source-file.upload') && <Button leftSection={<IconFileImport size={16} aria-hidden />} renderRoot={(props) => <Link {...props} to="/imports/new" search={{ recipe: name }} />}>{say('use')}</Button>}
          <AsCommand path={recipeAddress(name, version)} command={command`kairos recipes show ${version === undefined ? name : `${name}@${version}`}`} />
        </>
      }
    >
      {!data && <Panel title={say('fields')} reading={reading} />}
      {data && <Body view={data} newest={newest?.version ?? data.version} />}
      {data && publishing && <PublishTemplateDialog recipe={data} onClose={() => setPublishing(false)} />}
    </Page>
  );
}

function Body({ view, newest }: { view: RecipeView; newest: number }) {
  const say = useTexts(recipesText);
  const { name, version, document, findings } = view;
  const versions = Array.from({ length: Math.min(newest, shownVersions) }, (_, at) => newest - at);
  return (
    <>
      {document.description && <p>{document.description}</p>}
      {findings.length > 0 && <Alert color="yellow" title={say('findings')}><List size="sm">{findings.map(({ pointer, code, detail }) => <List.Item key={pointer + code}>{detail}</List.Item>)}</List></Alert>}
      {newest > 1 && (
        <Panel title={say('versions')}>
          <Group gap="sm">
            {versions.map((one) => (
              <Anchor key={one} inherit fw={one === version ? 600 : 400} aria-current={one === version ? 'page' : undefined} renderRoot={(props) => <Link {...props} to="/recipes/$name" params={{ name }} search={one === newest ? {} : { version: one }} />}>
                {`${say('version')} ${one}${one === newest ? ` (${say('newest')})` : ''}`}
              </Anchor>
            ))}
          </Group>
        </Panel>
      )}
      <RecipeParts document={document} />
      <RecipeTests recipe={view} />
    </>
  );
}
