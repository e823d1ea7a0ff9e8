import { texts } from '../lib/texts.ts';

export const deadlineWords = texts({
  open: ['Open', 'Aperta'],
  dateMissing: ['Date missing', 'Data mancante'],
  completed: ['Completed', 'Completata'],
  withdrawn: ['Withdrawn', 'Ritirata'],
  completedOn: ['completed on {day}', 'completata il {day}'],
  noLongerApplies: ['The obligation no longer applies to the plant.', 'L’adempimento non si applica più all’impianto.'],
  plantDeleted: ['The plant left the portfolio.', 'L’impianto è uscito dal portafoglio.'],
  obligationRetired: ['The obligation was retired from its pack.', 'L’adempimento è stato tolto dal pacchetto.'],
});
