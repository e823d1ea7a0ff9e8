import { complianceAlertBelow } from '@kairos/contracts';
import { useFormats } from '../../../lib/use-formats.ts';
import { useTexts } from '../../../lib/use-texts.ts';
import { plantWords } from '../../../vocabulary/plant-words.ts';
import { standings, type MapColouring, type Standing } from './map-colours.ts';
import type { Legend as Colours } from './map-style.ts';
import { mapText } from './map.text.ts';
import classes from './map.module.css';

/** What the colours say, in words. */
export function Legend({ colouring, colours }: { colouring: MapColouring; colours: Colours }) {
  const say = useTexts(mapText);
  const word = useTexts(plantWords);
  const { percent } = useFormats();
  const said = (key: string) => (standings.includes(key as Standing) ? say(key as Standing, { threshold: percent(complianceAlertBelow / 100) }) : word(key as keyof typeof plantWords));
  return (
    <ul className={classes.legend} aria-label={say(colouring)} title={say('clusters')}>
      {colours.map(({ key, colour }) => (
        <li key={key}>
          <svg viewBox="0 0 10 10" aria-hidden><circle cx="5" cy="5" r="5" fill={colour} /></svg>
          {said(key)}
        </li>
      ))}
      <li className={classes.source}>{say('source')}</li>
    </ul>
  );
}
