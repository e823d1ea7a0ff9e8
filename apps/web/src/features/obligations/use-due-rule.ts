import type { Obligation } from '@kairos/contracts';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { obligationsText } from './obligations.text.ts';

const startOf = { trigger: 'fromTrigger', commissionedOn: 'fromCommissionedOn' } as const;

/** Says when something falls due, from the rule of the pack. */
export function useDueRule(): (due: Obligation['due']) => string {
  const say = useTexts(obligationsText);
  const { monthDay } = useFormats();
  return (due) => {
    if ('daysAfter' in due) return say('daysAfter', { days: due.daysAfter, from: say(startOf[due.countedFrom]) });
    const part = (name: string) => new RegExp(`${name}=(\\d+)`).exec(due.rrule)?.[1];
    const [years, month, day] = [Number(part('INTERVAL') ?? 1), part('BYMONTH'), part('BYMONTHDAY')];
    const on = month && day ? monthDay(`${month.padStart(2, '0')}-${day.padStart(2, '0')}`) : undefined;
    const rule = on === undefined ? (years === 1 ? say('yearly') : say('years', { years })) : years === 1 ? say('yearlyOn', { day: on }) : say('yearsOn', { years, day: on });
    return due.countedFrom === undefined ? rule : say('countedFrom', { rule, from: say(startOf[due.countedFrom]) });
  };
}
