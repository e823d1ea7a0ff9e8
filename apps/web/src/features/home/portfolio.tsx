import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { command } from '../../lib/command-line.ts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { plantWords } from '../../vocabulary/plant-words.ts';
import { AsCommand } from '../../ui/as-command.tsx';
import { Failure, Panel } from '../../ui/panel.tsx';
import { portfolioSummary, productionMonths } from './home.api.ts';
import { homeText } from './home.text.ts';
import { Production } from './production.tsx';
import classes from './home.module.css';

const ProductionTrend = lazy(async () => ({ default: (await import('./production-trend.tsx')).ProductionTrend }));

/** Capacity as it is spread over the types of plants, and what they yield. */
export function Portfolio({ withProduction }: { withProduction: boolean }) {
  const say = useTexts(homeText);
  const word = useTexts(plantWords);
  const { capacity, number } = useFormats();
  const reading = useQuery(portfolioSummary());
  const trend = useQuery({ ...productionMonths(), enabled: withProduction });
  const { data } = reading;
  const most = Math.max(...(data?.byType ?? []).map(({ capacityKw }) => Number(capacityKw)), 1);
  return (
    <Panel title={say('portfolio')} reading={reading} actions={withProduction && <AsCommand path="/assets/plants/production/months" command={command`kairos plants production-months`} />}>
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
      {trend.error ? <Failure error={trend.error} onRetry={trend.refetch} /> : withProduction && <Suspense fallback={<Skeleton h="18rem" />}>{trend.data ? <ProductionTrend trend={trend.data} /> : <Skeleton h="18rem" />}</Suspense>}
    </Panel>
  );
}
