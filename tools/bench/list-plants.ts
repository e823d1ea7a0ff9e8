/** T7: a page deep in a filtered and sorted list against the first one. */
import type { Bench, Benchmark } from './benchmark.ts';
import { alternate, figureOf, median } from './figures.ts';
import { pageDepth } from './portfolio.ts';

type Page = { items: unknown[]; nextCursor: string | null };
type Ask = (query: string) => Promise<Page>;

const filter = 'type=Wind&sort=-capacityKw';

async function cursorAt(depth: number, ask: Ask): Promise<string> {
  let cursor: string | null = null;
  for (let shown = 0; shown < depth; ) {
    const page: Page = await ask(`${filter}&limit=200${cursor ? `&cursor=${cursor}` : ''}`);
    shown += page.items.length;
    cursor = page.nextCursor;
    if (!cursor) throw new Error(`the list ends after ${shown} plants`);
  }
  return cursor ?? '';
}

async function medianMs(ask: Ask, query: string, times: number): Promise<number> {
  const taken: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const startedAt = performance.now();
    const { items } = await ask(query);
    taken.push(performance.now() - startedAt);
    if (items.length !== 50) throw new Error(`a page of ${items.length}`);
  }
  return median(taken);
}

export const listAtDepth: Benchmark = {
  ids: ['T7'],
  run: async ({ stack, rounds, scale, portfolio }: Bench) => {
    const { tenantId } = await portfolio();
    const { token } = await stack.caller('assets', tenantId);
    const service = await stack.service('assets');
    const ask: Ask = async (query) => {
      const answer = await fetch(`${stack.urlOf('assets')}/api/v1/assets/plants?${query}`, { headers: { authorization: `Bearer ${token}` } });
      if (!answer.ok) throw new Error(`the list answered ${answer.status}`);
      return (await answer.json()) as Page;
    };
    const first = `${filter}&limit=50`;
    const deep = `${first}&cursor=${await cursorAt(pageDepth, ask)}`;
    const times = Math.round(200 * scale);
    const pairs = await alternate(rounds, () => medianMs(ask, first, times), () => medianMs(ask, deep, times));
    await service.stop();
    return [figureOf('T7', pairs)];
  },
};
