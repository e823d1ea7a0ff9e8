import { useMemo } from 'react';
import type { PlantPerformance } from '@kairos/contracts';
import { useFormats } from '../../../lib/use-formats.ts';
import { useTexts } from '../../../lib/use-texts.ts';
import { Chart } from '../../../ui/chart.tsx';
import type { Drawing } from '../../../ui/chart-drawing.ts';
import { plantText } from '../plant.text.ts';

const amount = (kwh: string | null) => (kwh === null ? null : Number(kwh));

/** What came beside what was expected, month by month, and how well the plant did. */
export function PerformanceChart({ months, targets }: Pick<PlantPerformance, 'months' | 'targets'>) {
  const say = useTexts(plantText);
  const { energy, month, percent, shortMonth } = useFormats();
  const drawing = useMemo((): Drawing => {
    const ratios = months.map(({ performanceRatio }) => performanceRatio && Number(performanceRatio.value));
    const isRated = ratios.some((ratio) => ratio !== null);
    return {
      places: months.map((each) => shortMonth(each.month)),
      series: [
        { name: say('expected'), kind: 'bar', tone: 'beside', values: months.map(({ expectedKwh }) => amount(expectedKwh)) },
        { name: say('actual'), kind: 'bar', tone: 'main', values: months.map(({ actualKwh }) => amount(actualKwh)) },
        ...(isRated ? [{ name: say('ratio'), kind: 'line' as const, tone: 'line' as const, share: true, values: ratios }] : []),
      ],
      amount: (kwh) => energy(String(kwh)),
      ...(isRated ? { share: percent, target: { share: Number(targets.performanceRatio), name: say('target', { ratio: percent(Number(targets.performanceRatio)) }) } } : {}),
      tell: (place) => {
        const of = months[place];
        if (!of) return [];
        const known = (name: string, value: string | undefined) => (value === undefined ? [] : [`${name}: ${value}`]);
        return [
          month(of.month), ...known(say('actual'), of.actualKwh === null ? undefined : energy(of.actualKwh)), ...known(say('expected'), of.expectedKwh === null ? undefined : energy(of.expectedKwh)),
          ...known(say('ratio'), of.performanceRatio ? percent(Number(of.performanceRatio.value)) : undefined),
        ];
      },
    };
  }, [months, targets, say, energy, month, percent, shortMonth]);
  return <Chart label={say('chart')} {...drawing} />;
}
