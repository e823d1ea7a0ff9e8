export type PageAddress = { to: string; search?: Record<string, string> };
/** Where the application shows what a path of the API holds. */
type Route = readonly [RegExp, (parts: string[], query: URLSearchParams) => PageAddress];

const at = (to: string, search?: Record<string, string>): PageAddress => (search ? { to, search } : { to });

const routes: readonly Route[] = [
  [/^workflows\/workflows\/([\w-]+)\/tasks\/([\w-]+)$/, ([workflow = '', task = '']) => at(`/workflows/${workflow}`, { task })],
  [/^workflows\/workflows\/([\w-]+)$/, ([workflow]) => at(`/workflows/${workflow}`)],
  [/^workflows\/workflows$/, () => at('/workflows')],
  [/^workflows\/my-tasks$/, () => at('/tasks')],
  [/^workflows\/tasks$/, (_, query) => at('/tasks', { view: query.get('overdue') === 'true' ? 'overdue' : 'all' })],
  [/^workflows\/deadlines\/([\w-]+)$/, ([deadline]) => at(`/deadlines/${deadline}`)],
  [/^workflows\/deadlines$/, (_, query) => at('/deadlines', query.get('overdue') === 'true' ? { view: 'overdue' } : undefined)],
  [/^workflows\/documents\/([\w-]+)$/, ([document]) => at(`/documents/${document}`)],
  [/^workflows\/(documents|document-integrity)$/, () => at('/documents')],
  [/^workflows\/plants\/([\w-]+)\/compliance$/, ([plant]) => at(`/plants/${plant}`)],
  [/^workflows\/compliance-matrix$/, () => at('/compliance')],
  [/^assets\/plants\/([\w-]+)\/maintenance\/[\w-]+$/, ([plant]) => at(`/plants/${plant}`, { section: 'maintenance' })],
  [/^assets\/plants\/([\w-]+)$/, ([plant]) => at(`/plants/${plant}`)],
  [/^intake\/import-jobs\/([\w-]+)$/, ([job]) => at(`/imports/${job}`)],
  [/^intake\/webhook-endpoints\/([\w-]+)$/, ([endpoint]) => at(`/webhooks/${endpoint}`)],
];

/** The page of what a notification is about; nothing for what has none. */
export function addressOf({ link, plantId }: { link: string | null; plantId: string | null }): PageAddress | undefined {
  return (link === null ? undefined : pageOf(link)) ?? (plantId === null ? undefined : at(`/plants/${plantId}`));
}

function pageOf(link: string): PageAddress | undefined {
  const { pathname, searchParams } = new URL(link, 'https://kairos.invalid');
  const path = pathname.replace(/^\/api\/v1\//, '');
  for (const [shape, made] of routes) {
    const found = shape.exec(path);
    if (found) return made(found.slice(1), searchParams);
  }
  return undefined;
}
