import { useQuery } from '@tanstack/react-query';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { production } from './home.api.ts';
import { homeText } from './home.text.ts';
import classes from './home.module.css';

/** What the month before yielded, beside the one before it. */
export function Production() {
  const say = useTexts(homeText);
  const { energy, month, number } = useFormats();
  const { data } = useQuery(production());
  if (!data || data.plantsKnown === 0) return null;
  const change = data.trend.change === null ? undefined : number(Number(data.trend.change), { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  return (
    <p>
      {say('produced', { month: month(data.month) })}: <strong>{energy(data.actualKwh)}</strong>
      <br />
      <span className={classes.quiet}>{[change && say('against', { change }), say('known', { known: data.plantsKnown, all: data.plants })].filter(Boolean).join(' · ')}</span>
    </p>
  );
}
