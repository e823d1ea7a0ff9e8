import { texts } from '../lib/texts.ts';

/** Where a role comes from. */
export const roleWords = texts({
  kronos: ['Kronos', 'Kronos'],
  kronic: ['Kronic', 'Kronic'],
  fleet: ['Fleet', 'Flotta'],
  calco2: ['CalCO2', 'CalCO2'],
  custom: ['Your own', 'Propri'],
});
