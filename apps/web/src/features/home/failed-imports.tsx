import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { homeText } from './home.text.ts';
import { failedImports } from './watch.api.ts';
import classes from './home.module.css';

/** Imports that somebody has to look at. */
export function FailedImports() {
  const say = useTexts(homeText);
  const { number } = useFormats();
  const reading = useQuery(failedImports());
  return (
    <Panel title={say('failedImports')} actions={<Link to="/imports">{say('allImports')}</Link>} reading={reading} empty={reading.data?.items.length === 0 && say('noFailedImports')}>
      <ul className={classes.list}>
        {reading.data?.items.map(({ id, fileName, recipe, counts }) => (
          <li key={id} className={classes.item}>
            <Link to="/imports/$importJobId" params={{ importJobId: id }} className={classes.link}>{fileName}</Link>
            <span>{say('rowsRead', { count: counts.read, shown: number(counts.read) })}</span>
            <span className={classes.quiet}>{recipe.name}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
