import { useQuery } from '@tanstack/react-query';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { plantWords } from '../../vocabulary/plant-words.ts';
import { Panel } from '../../ui/panel.tsx';
import { portfolioSummary } from './home.api.ts';
import { homeText } from './home.text.ts';
import { Production } from './production.tsx';
import classes from './home.module.css';

/** Capacity as it is spread over the types of plants. */
export function Portfolio({ withProduction }: { withProduction: boolean }) {
  const say = useTexts(homeText);
  const word = useTexts(plantWords);
  const { capacity, number } = useFormats();
  const reading = useQuery(portfolioSummary());
  const { data } = reading;
  const most = Math.max(...(data?.byType ?? []).map(({ capacityKw }) => Number(capacityKw)), 1);
  return (
    <Panel title={say('portfolio')} reading={reading}>
      <p className={classes.quiet}>
        {data && `${capacity(data.capacityKw)} · ${say('activePlants', { active: number(data.active.plants), all: number(data.plants) })}`}
      </p>
      {data?.byType.map(({ type, capacityKw }) => (
        <div key={type} className={classes.bar}>
          <span>{word(type)}</span>
          <meter min={0} max={most} value={Number(capacityKw)} aria-label={`${say('byType')}: ${word(type)}`} />
          <span>{capacity(capacityKw)}</span>
        </div>
      ))}
      {withProduction && <Production />}
    </Panel>
  );
}
