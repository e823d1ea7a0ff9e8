import { Select } from '@mantine/core';
import { useTexts } from '../../../lib/use-texts.ts';
import { monthText } from './month.text.ts';

const lastTwelve = 'last-twelve';
type Props = { years: readonly number[]; year: number | undefined; onChange: (year: number | undefined) => void };

/** Which year one looks at, or the last twelve months. */
export function YearChooser({ years, year, onChange }: Props) {
  const say = useTexts(monthText);
  const data = [{ value: lastTwelve, label: say('lastTwelve') }, ...years.map((each) => ({ value: String(each), label: String(each) }))];
  return (
    <Select
      size="xs" w="12rem" aria-label={say('period')} allowDeselect={false} data={data} value={year === undefined ? lastTwelve : String(year)}
      onChange={(chosen) => onChange(chosen === null || chosen === lastTwelve ? undefined : Number(chosen))}
    />
  );
}
