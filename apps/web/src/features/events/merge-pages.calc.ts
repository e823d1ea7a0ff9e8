import type { DeadLetterPage, DeadLetterView } from '@kairos/contracts';

/** Where the list of each service goes on; null where it has ended. */
export type Cursors = Partial<Record<string, string | null>>;
/** The id is the service's and the letter's: letters of several services stand in one list. */
export type Letter = { id: string; letter: DeadLetterView };
export type MergedPage = { letters: Letter[]; cursors: Cursors; silent: string[] };

/** One list of what several services answered, the newest first. @throws Error where none answered */
export function mergePages(services: readonly string[], answers: readonly PromiseSettledResult<DeadLetterPage>[]): MergedPage {
  const failed = answers.filter((answer) => answer.status === 'rejected');
  if (failed.length > 0 && failed.length === answers.length) throw failed[0]?.reason;
  const page: MergedPage = { letters: [], cursors: Object.fromEntries(['identity', 'assets', 'workflows', 'intake'].map((name) => [name, null])), silent: [] };
  for (const [at, service] of services.entries()) {
    const answer = answers[at];
    if (answer?.status !== 'fulfilled') {
      page.silent.push(service);
      continue;
    }
    page.letters.push(...answer.value.items.map((letter) => ({ id: `${service}.${letter.id}`, letter })));
    page.cursors[service] = answer.value.nextCursor;
  }
  page.letters.sort(({ letter: a }, { letter: b }) => b.deadAt.localeCompare(a.deadAt));
  return page;
}
