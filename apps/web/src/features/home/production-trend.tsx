import { useMemo } from 'react';
import type { PortfolioMonth, PortfolioMonths } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Chart } from '../../ui/chart.tsx';
import type { Drawing } from '../../ui/chart-drawing.ts';
import { PlainTable, type PlainColumn } from '../../ui/plain-table.tsx';
import { productionTrendText } from './production-trend.text.ts';
import classes from './home.module.css';

const amount = (kwh: string | null) => (kwh === null ? null : Number(kwh));

/** What plants yielded month by month beside what was expected of them, drawn and told. */
export function ProductionTrend({ trend: { plants, months } }: { trend: PortfolioMonths }) {
  const say = useTexts(productionTrendText);
  const drawing = useDrawing(months);
  const columns = useColumns(plants);
  const gaps = months.filter(({ plantsKnown }) => plantsKnown === 0).length;
  if (gaps === months.length) return <p className={classes.quiet}>{say('none')}</p>;
  return (
    <>
      <Chart label={say('chart', { count: months.length })} {...drawing} />
      {gaps > 0 && <p className={classes.quiet}>{say('gaps', { count: gaps })}</p>}
      <details className={classes.asTable}>
        <summary>{say('table')}</summary>
        <PlainTable label={say('table')} columns={columns} rows={[...months].reverse()} keyOf={({ month }) => month} />
      </details>
    </>
  );
}

function useDrawing(months: readonly PortfolioMonth[]): Drawing {
  const say = useTexts(productionTrendText);
  const { energy, month, percent, shortMonth } = useFormats();
  return useMemo(() => ({
    // The same month stands at both ends, so that years are told apart.
    places: months.map(({ month: name }, at) => (at === 0 || name.endsWith('-01') ? `${shortMonth(name)} ${name.slice(0, 4)}` : shortMonth(name))),
    series: [
      { name: say('expected'), kind: 'bar', tone: 'beside', values: months.map(({ expected }) => amount(expected.expectedKwh)) },
      { name: say('actual'), kind: 'bar', tone: 'main', values: months.map(({ actualKwh }) => amount(actualKwh)) },
    ],
    amount: (kwh) => energy(String(kwh)),
    tell: (place) => {
      const of = months[place];
      if (!of) return [];
      const { actualKwh, plantsKnown, expected } = of;
      if (actualKwh === null) return [month(of.month), say('unknown')];
      return [
        month(of.month), `${say('actual')}: ${energy(actualKwh)}`,
        ...(expected.expectedKwh === null ? [] : [`${expected.plants === plantsKnown ? say('expected') : say('expectedOf', { count: expected.plants })}: ${energy(expected.expectedKwh)}`]),
        ...(expected.reached === null ? [] : [`${say('reached')}: ${percent(Number(expected.reached))}`]),
      ];
    },
  }), [months, say, energy, month, percent, shortMonth]);
}

function useColumns(plants: number): PlainColumn<PortfolioMonth>[] {
  const say = useTexts(productionTrendText);
  const { energy, month, number, percent } = useFormats();
  return useMemo(() => [
    { key: 'month', label: say('month'), cell: (row) => month(row.month) },
    { key: 'actual', label: say('actual'), number: true, cell: ({ actualKwh }) => (actualKwh === null ? say('unknown') : energy(actualKwh)) },
    { key: 'expected', label: say('expected'), number: true, cell: ({ expected }) => (expected.expectedKwh === null ? '–' : energy(expected.expectedKwh)) },
    { key: 'reached', label: say('reached'), number: true, cell: ({ expected }) => (expected.reached === null ? '–' : percent(Number(expected.reached))) },
    { key: 'known', label: say('known'), number: true, cell: ({ plantsKnown }) => say('knownOf', { known: number(plantsKnown), all: number(plants) }) },
  ], [plants, say, energy, month, number, percent]);
}
