import { useQuery, keepPreviousData } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { deadlinesSummary } from './deadlines.api.ts';
import { countOfView, deadlineViews, type DeadlinesSearch, type DeadlineViewName } from './deadlines-search.ts';
import { deadlinesText } from './deadlines.text.ts';
import classes from './deadlines.module.css';

const order = ['overdue', 'within7', 'within30', 'within60', 'open', 'dateMissing', 'completed'] as const satisfies readonly (typeof deadlineViews)[number][];

/** How many fall due how soon; each number leads to those it counts. */
export function ViewChooser({ search }: { search: DeadlinesSearch }) {
  const say = useTexts(deadlinesText);
  const { number } = useFormats();
  const { data } = useQuery({ ...deadlinesSummary(search), placeholderData: keepPreviousData });
  // The API counts by plant and authority alone: beside any other filter a number would be of something else.
  const counted = search.obligation === undefined && search.dueFrom === undefined && search.dueTo === undefined;
  const countOf = (view: DeadlineViewName) => (view === 'completed' || !counted ? undefined : data?.[countOfView[view]]);
  return (
    <nav aria-label={say('views')} className={`${classes.views} no-print`}>
      {order.map((view) => {
        const count = countOf(view);
        const tone = count && view === 'overdue' ? classes.overdue : count && view === 'within7' ? classes.due : '';
        return (
          <Link
            key={view} to="/deadlines" search={{ ...search, view: view === 'open' ? undefined : view }} replace className={classes.view}
            aria-current={(search.view ?? 'open') === view ? 'true' : undefined}
          >
            <span>{say(view)}</span>
            {view !== 'completed' && counted && <strong className={tone}>{count === undefined ? '–' : number(count)}</strong>}
          </Link>
        );
      })}
    </nav>
  );
}
