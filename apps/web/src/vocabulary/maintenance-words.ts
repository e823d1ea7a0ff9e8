import { texts } from '../lib/texts.ts';

export const maintenanceWords = texts({
  Ordinary: ['Ordinary', 'Ordinaria'],
  Extraordinary: ['Extraordinary', 'Straordinaria'],
  Predictive: ['Predictive', 'Predittiva'],
  Corrective: ['Corrective', 'Correttiva'],
  Planned: ['Planned', 'Pianificata'],
  'In Progress': ['In progress', 'In corso'],
  Completed: ['Completed', 'Completata'],
  Cancelled: ['Cancelled', 'Annullata'],
});
