import { compareExact, parseExact, type Condition } from '@kairos/contracts';
import { LinearPattern } from '../patterns/linear-pattern.calc.ts';
import type { WorkMeter } from '../patterns/work-meter.ts';

export type Holds = (text: string) => boolean;

/** How a condition is checked; made once per recipe. @throws PatternFault for a pattern that is none */
export function compileCondition(condition: Condition, meter: WorkMeter): Holds {
  if (!('value' in condition)) return condition.is === 'isNull' ? (text) => text === '' : (text) => text !== '';
  const { is, value } = condition;
  switch (is) {
    case 'equals':
      return (text) => text === value;
    case 'notEquals':
      return (text) => text !== value;
    case 'greater':
      return (text) => text !== '' && compare(text, value) > 0;
    case 'less':
      return (text) => text !== '' && compare(text, value) < 0;
    case 'contains':
      return (text) => {
        meter.read(text);
        return text.includes(value);
      };
    case 'startsWith':
      return (text) => text.startsWith(value);
    case 'endsWith':
      return (text) => text.endsWith(value);
    case 'matches': {
      const pattern = new LinearPattern(value, false, meter);
      return (text) => pattern.test(text);
    }
  }
}

/** Numbers by their value, anything else by its characters: dates as `YYYY-MM-DD` come in order. */
function compare(text: string, value: string): number {
  const [a, b] = [parseExact(text), parseExact(value)];
  if (a && b) return compareExact(a, b);
  return text < value ? -1 : text > value ? 1 : 0;
}
