import type { RecipeTemplateShareView, RecipeTemplateSummary, RecipeTemplateView } from '@kairos/contracts';
import { printable, table } from './table.calc.ts';

export function templatesTable(templates: readonly RecipeTemplateSummary[]): string {
  return table(templates, [
    { title: 'title', value: ({ title }) => title, maxWidth: 50 },
    { title: 'category', value: ({ category }) => category },
    { title: 'tags', value: ({ tags }) => tags.join(' '), maxWidth: 30 },
    { title: 'uses', value: ({ uses }) => String(uses), align: 'right' },
    { title: 'popularity', value: ({ popularity }) => popularity.toFixed(1), align: 'right' },
    { title: 'origin', value: ({ origin, visibility }) => (visibility === 'private' ? 'private' : origin) },
    { title: 'id', value: ({ id }) => id },
  ]);
}

/** What a template is, and its recipe as a document. */
export function templateSummary({ title, description, category, tags, origin, uses, sharedUntil, document }: RecipeTemplateView): string {
  const about = [`${title} (${[category, ...tags].join(', ')})`, description, `${origin}, used ${uses} times${sharedUntil ? `, shared until ${sharedUntil.slice(0, 10)}` : ''}`];
  return [...about.filter(Boolean).map(printable), JSON.stringify(document, null, 2)].join('\n');
}

export function sharesTable(shares: readonly RecipeTemplateShareView[]): string {
  return table(shares, [
    { title: 'tenant', value: ({ tenantId }) => tenantId },
    { title: 'until', value: ({ expiresAt }) => expiresAt.slice(0, 16).replace('T', ' ') },
  ]);
}
