import { texts } from '../../lib/texts.ts';

export const eventsText = texts({
  title: ['Events', 'Eventi'],
  summary: ['What happens, as it happens, as far as you may see it.', 'Che cosa succede, mentre succede, per quanto puoi vedere.'],
  filter: ['Type begins with', 'Il tipo inizia con'],
  pause: ['Pause', 'Pausa'],
  resume: ['Go on', 'Continua'],
  empty: ['Clear', 'Svuota'],
  waitingTitle: ['Nothing has happened yet', 'Non è ancora successo nulla'],
  waitingHint: ['Events stand here as soon as they come. What happened before stands in the audit trail.', 'Gli eventi compaiono appena arrivano. Quelli precedenti sono nel registro delle attività.'],
  connected: ['listening', 'in ascolto'],
  broken: ['connecting again', 'riconnessione'],
  paused: ['{count, plural, =0 {paused} one {paused, # waits} other {paused, # wait}}', '{count, plural, =0 {in pausa} one {in pausa, # in attesa} other {in pausa, # in attesa}}'],
  missed: ['Some events could not be told.', 'Alcuni eventi non sono stati ricevuti.'],
  table: ['Events', 'Eventi'],
  at: ['When', 'Quando'],
  type: ['Type', 'Tipo'],
  subject: ['About', 'Riguarda'],
  data: ['What it says', 'Che cosa dice'],
});
