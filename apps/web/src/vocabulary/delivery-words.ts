import { texts } from '../lib/texts.ts';

/** Words of what goes out to other systems. */
export const deliveryWords = texts({
  pending: ['Waiting', 'In attesa'],
  delivered: ['Delivered', 'Consegnata'],
  dead: ['Dead', 'Fallita'],
  cancelled: ['Given up', 'Abbandonata'],
  connector: ['Connector', 'Connettore'],
  webhook: ['Webhook', 'Webhook'],
  closed: ['Works', 'Funziona'],
  open: ['Held back', 'Sospeso'],
  'half-open': ['Being tried', 'In prova'],
  active: ['Active', 'Attivo'],
  inactive: ['Switched off', 'Spento'],
});
