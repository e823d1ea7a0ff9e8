import { texts } from '../lib/texts.ts';

/** Fields of a component, and what a meter counts. */
export const componentFieldWords = texts({
  code: ['Code', 'Codice'],
  kind: ['Kind', 'Tipo'],
  parentId: ['Part of', 'Parte di'],
  name: ['Name', 'Nome'],
  manufacturer: ['Manufacturer', 'Costruttore'],
  model: ['Model', 'Modello'],
  serialNumber: ['Serial number', 'Matricola'],
  installedOn: ['Installed on', 'Installato il'],
  commissionedOn: ['Commissioned on', 'In esercizio dal'],
  removedOn: ['Taken out on', 'Rimosso il'],
  warrantyEndsOn: ['Warranty ends on', 'Fine garanzia'],
  ratedPowerKw: ['Rated power', 'Potenza nominale'],
  sf6MassKg: ['Mass of SF₆', 'Massa di SF₆'],
  measures: ['Measures', 'Misura'],
  notes: ['Notes', 'Note'],
  production: ['Production', 'Produzione'],
  'feed-in': ['Feed-in to the grid', 'Immissione in rete'],
  consumption: ['Consumption', 'Prelievo'],
});
