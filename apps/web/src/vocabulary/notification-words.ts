import { texts } from '../lib/texts.ts';

/** What notifications are about. */
export const notificationWords = texts({
  deadline: ['Deadlines', 'Scadenze'],
  task: ['Tasks', 'Attività'],
  system: ['The platform', 'La piattaforma'],
  integration: ['Connectors and deliveries', 'Connettori e consegne'],
  workflow: ['Workflows', 'Pratiche'],
  document: ['Documents', 'Documenti'],
  maintenance: ['Maintenance', 'Manutenzioni'],
  alert: ['Alerts', 'Allarmi'],
});
