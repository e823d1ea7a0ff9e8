import { texts } from '../lib/texts.ts';

export const uiText = texts({
  asCommand: ['As a command', 'Come comando'],
  asApiCall: ['As API call', 'Come chiamata API'],
  asCli: ['As CLI', 'Da riga di comando'],
  notRead: ['This could not be read', 'Lettura non riuscita'],
  again: ['Try again', 'Riprova'],
  daysLeft: ['{days, plural, =0 {today} =1 {tomorrow} other {in # days}}', '{days, plural, =0 {oggi} =1 {domani} other {tra # giorni}}'],
  daysLate: ['{days, plural, one {# day late} other {# days late}}', '{days, plural, one {in ritardo di # giorno} other {in ritardo di # giorni}}'],
  noDate: ['date missing', 'data mancante'],
  copy: ['Copy', 'Copia'],
  copied: ['Copied', 'Copiato'],
  reason: ['Reason', 'Motivo'],
  reasonShort: ['Say why, in at least three letters.', 'Indica il motivo, con almeno tre lettere.'],
  confirm: ['Confirm', 'Conferma'],
  dismiss: ['Not now', 'Non ora'],
  close: ['Close', 'Chiudi'],
  undo: ['Undo', 'Annulla'],
  tokenHint: ['$KAIROS_TOKEN is an API key of yours.', '$KAIROS_TOKEN è una tua chiave API.'],
});
