import { texts } from '../lib/texts.ts';

/** What is said of readings: how long they last, how certain they are, what makes them doubtful, why one was refused. */
export const readingWords = texts({
  '15-minutes': ['15 minutes', '15 minuti'],
  hour: ['hour', 'ora'],
  day: ['day', 'giorno'],
  month: ['month', 'mese'],
  estimated: ['Estimated', 'Stimata'],
  measured: ['Measured', 'Misurata'],
  validated: ['Validated', 'Validata'],
  'above-capacity': ['more than the plant can give', 'più di quanto l’impianto possa dare'],
  'far-above-usual': ['far above what is usual at that time', 'ben oltre il consueto a quell’ora'],
  'not-at-a-boundary': ['No such interval begins then where the plant is.', 'Nessun intervallo inizia in quel momento dove si trova l’impianto.'],
  'in-the-future': ['Its interval is not over yet.', 'Il suo intervallo non è ancora finito.'],
  'overlaps-another': ['Another reading tells of that time already.', 'Un’altra lettura riguarda già quel periodo.'],
  'differs-without-reason': ['Say why this reading takes the place of the one that is known.', 'Indica perché questa lettura sostituisce quella nota.'],
  energyKwh: ['Energy (kWh)', 'Energia (kWh)'],
  quality: ['Quality', 'Qualità'],
  reason: ['Why it is corrected', 'Motivo della correzione'],
});
export type ReadingWord = keyof typeof readingWords;
