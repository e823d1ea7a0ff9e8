import type { SniffResult } from '@kairos/contracts';
import type { LineEnd } from './read-quoted-row.calc.ts';

/** The line end to split by: `\n` serves all files but those of lone carriage returns. */
export function lineEndOf(found: SniffResult['lineEnd']['value']): LineEnd {
  return found === 'cr' ? '\r' : '\n';
}
