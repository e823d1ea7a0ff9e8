import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import type { PlantMonthView, PlantView } from '@kairos/contracts';
import { command, options } from '../../../lib/command-line.ts';
import { useFormats } from '../../../lib/use-formats.ts';
import { useMay } from '../../../lib/use-may.ts';
import { useTexts } from '../../../lib/use-texts.ts';
import { dayOf } from '../../../lib/zoned-day.calc.ts';
import { AsCommand } from '../../../ui/as-command.tsx';
import { Mark } from '../../../ui/mark.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { PlainTable, type PlainColumn } from '../../../ui/plain-table.tsx';
import { performance, performancePath } from './month.api.ts';
import { MonthDrawer } from './month-drawer.tsx';
import { monthText } from './month.text.ts';
import { monthsOfYear, yearsToShow, type Months } from './months-of-year.calc.ts';
import { PerformanceChart } from './performance-chart.tsx';
import { YearChooser } from './year-chooser.tsx';
import { plantText } from '../plant.text.ts';
import classes from '../plant.module.css';

/** What a plant yielded and earned month by month, in a year or in the last twelve months, against what was expected; which, stands in the address. */
export function Performance({ plant }: { plant: PlantView }) {
  const say = useTexts(plantText);
  const { percent } = useFormats();
  const mayEnter = useMay()('assets.performance.record');
  const columns = useMonthColumns(mayEnter);
  const { month, year } = useSearch({ from: '/inside/plants/$plantId' });
  const navigate = useNavigate({ from: '/plants/$plantId' });
  const thisMonth = dayOf(new Date(), plant.timeZone ?? 'Europe/Rome').slice(0, 7);
  const asked = year === undefined ? undefined : monthsOfYear(year, thisMonth);
  const reading = useQuery(performance(plant.id, asked));
  const title = year === undefined ? say('months') : say('monthsOfYear', { year: String(year) });
  const { months = [], alerts = [], targets } = reading.data ?? {};
  const known = months.some(({ actualKwh, expectedKwh }) => actualKwh !== null || expectedKwh !== null);
  const chooser = (
    <>
      <YearChooser years={yearsToShow(thisMonth, commissionedIn(plant), year)} year={year} onChange={(chosen) => void navigate({ search: (previous) => ({ ...previous, year: chosen }), replace: true })} />
      <AsCommand path={performancePath(plant.id)} {...(asked ? { query: asked } : {})} command={commandFor(plant, asked)} />
    </>
  );
  return (
    <Panel title={title} reading={reading} actions={chooser}>
      {!known && <p className={classes.quiet}>{say('noPerformance')}</p>}
      {[...new Set(alerts.map(({ code }) => code))].map((code) => (
        <Alert key={code} color="yellow" mb="sm">{say(code === 'low-performance-ratio' ? 'alertRatio' : 'alertMaintenance')}</Alert>
      ))}
      {known && targets && <PerformanceChart months={months} targets={targets} />}
      <PlainTable label={title} columns={columns} rows={[...months].reverse()} keyOf={({ month }) => month} />
      {mayEnter && month !== undefined && <MonthDrawer key={month} plant={plant} month={month} onClose={() => void navigate({ search: (previous) => ({ ...previous, month: undefined }) })} />}
      {targets && <p className={classes.quiet}>{say('targets', { ratio: percent(Number(targets.performanceRatio)), availability: percent(Number(targets.availability)) })}</p>}
    </Panel>
  );
}

const commissionedIn = ({ commissionedOn, commissioningYear }: PlantView) => (commissionedOn === null ? commissioningYear : Number(commissionedOn.slice(0, 4)));
const commandFor = ({ code }: PlantView, months: Months | undefined) => command`kairos plants performance ${code}${options({ '--from': months?.from, '--to': months?.to })}`;

function useMonthColumns(mayEnter: boolean): PlainColumn<PlantMonthView>[] {
  const say = useTexts(plantText);
  const sayOfMonth = useTexts(monthText);
  const { energy, month, number, percent } = useFormats();
  return useMemo(() => {
    const known = (value: string | null, shown: (value: string) => ReactNode) => (value === null ? '–' : shown(value));
    const ratio = (key: 'performanceRatio' | 'availability' | 'capacityFactor', label: 'ratio' | 'availability' | 'capacityFactor'): PlainColumn<PlantMonthView> => ({
      key, label: say(label), number: true,
      cell: ({ [key]: held }) => (held === null ? '–' : held.meetsTarget === false ? <Mark tone="due">{`${percent(Number(held.value))}, ${say('belowTarget')}`}</Mark> : percent(Number(held.value))),
    });
    return [
      { key: 'month', label: say('month'), cell: (row) => <>{mayEnter ? <Link from="/plants/$plantId" to="." search={(previous) => ({ ...previous, month: row.month })} title={sayOfMonth('enter', { month: month(row.month) })}>{month(row.month)}</Link> : month(row.month)}{!row.ended && <span className={classes.quiet}> ({say('monthRuns')})</span>}</> },
      { key: 'actual', label: say('actual'), number: true, cell: ({ actualKwh }) => known(actualKwh, energy) },
      { key: 'expected', label: say('expected'), number: true, cell: ({ expectedKwh, expectedFrom }) => known(expectedKwh, (kwh) => (expectedFrom === 'estimate' ? `${energy(kwh)} (${say('estimate')})` : energy(kwh))) },
      ratio('performanceRatio', 'ratio'),
      ratio('availability', 'availability'),
      ratio('capacityFactor', 'capacityFactor'),
      { key: 'revenue', label: say('revenue'), number: true, cell: ({ revenueEur }) => known(revenueEur, (euros) => number(euros, { style: 'currency', currency: 'EUR' })) },
    ];
  }, [say, sayOfMonth, mayEnter, energy, month, number, percent]);
}
