import { texts } from '../../lib/texts.ts';

export const dutiesText = texts({
  deadlines: ['Deadlines', 'Scadenze'],
  allDeadlines: ['All deadlines', 'Tutte le scadenze'],
  openOnes: ['{count, plural, one {# open} other {# open}}', '{count, plural, one {# aperta} other {# aperte}}'],
  overdueOnes: ['{count, plural, one {# overdue} other {# overdue}}', '{count, plural, one {# scaduta} other {# scadute}}'],
  undated: ['{count, plural, one {# waits for a date} other {# wait for a date}}', '{count, plural, one {# in attesa di una data} other {# in attesa di una data}}'],
  noDeadlines: ['Nothing is due. Deadlines open by themselves from the obligations that apply to the plant: its capacity, its dates and its records decide.', 'Nessuna scadenza aperta. Le scadenze nascono dagli adempimenti che si applicano all’impianto: decidono potenza, date e dati presso gli enti.'],
  workflows: ['Workflows', 'Pratiche'],
  allWorkflows: ['All workflows', 'Tutte le pratiche'],
  start: ['Start a workflow', 'Avvia una pratica'],
  noWorkflows: ['No workflow has been started for this plant. One leads through a practice task by task: connection, registration, incentives.', 'Nessuna pratica avviata per l’impianto. Una pratica guida attività per attività: connessione, registrazione, incentivi.'],
  progressOf: ['Progress of {name}', 'Avanzamento di {name}'],
  nextTask: ['Next: {title}', 'Prossima: {title}'],
});
