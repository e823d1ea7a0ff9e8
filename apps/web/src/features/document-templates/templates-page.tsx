import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useLocale } from '../../lib/locale.ts';
import { useMay } from '../../lib/use-may.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { documentWords } from '../../vocabulary/document-words.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Page } from '../../ui/page.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PlainTable } from '../../ui/plain-table.tsx';
import { documentTemplates, keyOf, type DocumentTemplate } from './document-templates.api.ts';
import { templatesCommand, type DocumentTemplatesSearch } from './document-templates-search.ts';
import { documentTemplatesText } from './document-templates.text.ts';

const FillDialog = lazy(async () => ({ default: (await import('./fill-dialog.tsx')).FillDialog }));

/** Letters and forms that write themselves, those that ship and those of the organisation. */
export function DocumentTemplatesPage() {
  const say = useTexts(documentTemplatesText);
  const may = useMay();
  const mayFill = may('documents.document.write') && may('assets.plant.read');
  const search = useSearch({ from: '/inside/document-templates' });
  const navigate = useNavigate({ from: '/document-templates' });
  const reading = useQuery(documentTemplates());
  const change = (changed: Partial<DocumentTemplatesSearch>) => void navigate({ search: (previous) => ({ ...previous, ...changed }), replace: true });
  const place = search.template === undefined ? { path: '/workflows/document-templates' } : placeInApi(search, reading.data);
  return (
    <Page
      title={say('title')} summary={say('summary')}
      actions={
        <>
          <Button variant="subtle" renderRoot={(props) => <Link {...props} to="/documents" search={{}} />}>{say('back')}</Button>
          <AsCommand {...place} command={templatesCommand(search)} />
        </>
      }
    >
      <Panel title={say('list')} reading={reading}>
        <Templates templates={reading.data ?? []} onFill={mayFill ? (template) => change({ template: keyOf(template) }) : undefined} />
      </Panel>
      {mayFill && <Panel title={say('ownTitle')}><Text maw="60rem">{say('ownHint')}</Text></Panel>}
      {search.template !== undefined && mayFill && reading.data && (
        <Suspense>
          <FillDialog key={search.template} template={reading.data.find((template) => keyOf(template) === search.template)} search={search} onChange={change} onClose={() => change({ template: undefined, plant: undefined, workflow: undefined, format: undefined })} />
        </Suspense>
      )}
    </Page>
  );
}

function placeInApi({ template: key, plant, workflow }: DocumentTemplatesSearch, templates: readonly DocumentTemplate[] | undefined) {
  const own = templates?.find((template) => template.origin === 'own' && template.documentId === key);
  const path = own?.origin === 'own' ? `/workflows/documents/${own.documentId}/versions/${own.documentVersionId}/variables` : `/workflows/document-templates/${key}/variables`;
  return { path, query: { plantId: plant, workflowId: workflow } };
}

function Templates({ templates, onFill }: { templates: readonly DocumentTemplate[]; onFill: ((template: DocumentTemplate) => void) | undefined }) {
  const say = useTexts(documentTemplatesText);
  const word = useTexts(documentWords);
  const locale = useLocale();
  const nameOf = (template: DocumentTemplate) => (template.origin === 'bundled' ? template.title[locale] : template.name);
  return (
    <PlainTable
      label={say('list')} rows={templates} keyOf={keyOf}
      columns={[
        { key: 'name', label: say('name'), cell: (template) => (template.origin === 'own' ? <Link to="/documents/$documentId" params={{ documentId: template.documentId }}>{template.name}</Link> : <>{template.title[locale]}<Text size="sm" fw={400} c="var(--ink-quiet)" maw="44rem">{template.description[locale]}</Text></>) },
        { key: 'category', label: say('category'), cell: ({ category }) => word(category) },
        { key: 'formats', label: say('formats'), cell: ({ formats }) => formats.map((format) => format.toUpperCase()).join(', ') },
        { key: 'origin', label: say('origin'), cell: ({ origin }) => say(origin) },
        { key: 'fill', label: '', cell: (template) => onFill && <Button size="xs" variant="default" aria-label={say('fillOf', { name: nameOf(template) })} onClick={() => onFill(template)}>{say('fill')}</Button> },
      ]}
    />
  );
}
