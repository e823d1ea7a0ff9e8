import { texts } from '../lib/texts.ts';

export const linkedDocumentsText = texts({
  documents: ['Documents', 'Documenti'],
  all: ['Search and filter', 'Cerca e filtra'],
  none: ['Nothing is filed here yet.', 'Qui non è ancora archiviato nulla.'],
  noneDrop: ['Nothing is filed here yet. Drop files anywhere on this page, or press U.', 'Qui non è ancora archiviato nulla. Trascina i file in questa pagina o premi U.'],
  name: ['Document', 'Documento'],
  category: ['Category', 'Categoria'],
  status: ['Status', 'Stato'],
  expires: ['Expires', 'Scadenza'],
  version: ['Version', 'Versione'],
  size: ['Size', 'Dimensione'],
  more: ['Show more', 'Mostra altro'],
  missing: ['Asked for and missing', 'Richiesti e mancanti'],
  allMissing: ['Show all {count}', 'Mostra tutti e {count}'],
  nothingMissing: ['All that open tasks, workflows and deadlines ask for is here.', 'C’è tutto ciò che attività, pratiche e scadenze aperte richiedono.'],
  nothingMissingHere: ['All that the workflow and its open tasks ask for is here.', 'C’è tutto ciò che la pratica e le sue attività aperte richiedono.'],
  for: ['for {title}', 'per {title}'],
  forUntil: ['for {title}, until {day}', 'per {title}, entro il {day}'],
  uploadFor: ['Upload: {title}', 'Carica: {title}'],
  optional: ['good to have', 'facoltativo'],
});
