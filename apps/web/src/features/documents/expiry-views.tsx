import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { documentCounts } from './documents.api.ts';
import { countOf, expiryViews, type DocumentsSearch } from './documents-search.ts';
import { documentsText } from './documents.text.ts';
import classes from './documents.module.css';

type Choice = { key: 'all' | 'toApprove' | (typeof expiryViews)[number]; chosen: Pick<DocumentsSearch, 'view' | 'status'>; count: 'all' | 'toApprove' | 'expired' | (typeof countOf)[keyof typeof countOf] };
const choices: readonly Choice[] = [
  { key: 'all', chosen: {}, count: 'all' },
  { key: 'toApprove', chosen: { status: 'To Approve' }, count: 'toApprove' },
  ...expiryViews.map((view) => ({ key: view, chosen: { view }, count: countOf[view] })),
];

/** How many expire how soon, and how many wait for approval; each number leads to those it counts. */
export function ExpiryViews({ search }: { search: DocumentsSearch }) {
  const say = useTexts(documentsText);
  const { number } = useFormats();
  const { data } = useQuery({ ...documentCounts(search.plant), placeholderData: keepPreviousData });
  // They are counted by plant alone: beside any other filter a number would be of something else.
  const { view: _, status: __, plant: ___, ...others } = search;
  const counted = Object.values(others).every((value) => value === undefined);
  return (
    <nav aria-label={say('views')} className={`${classes.views} no-print`}>
      {choices.map(({ key, chosen, count }) => {
        const isChosen = search.view === chosen.view && search.status === chosen.status;
        const many = data?.[count];
        const tone = many && key === 'expired' ? classes.overdue : many && (key === 'within30' || key === 'toApprove') ? classes.due : '';
        return (
          <Link key={key} to="/documents" search={{ ...search, view: chosen.view, status: chosen.status }} replace className={classes.view} aria-current={isChosen ? 'true' : undefined}>
            <span>{say(key)}</span>
            {counted && <strong className={tone}>{many === undefined ? '–' : number(many)}</strong>}
          </Link>
        );
      })}
    </nav>
  );
}
