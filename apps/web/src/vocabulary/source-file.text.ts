import { texts } from '../lib/texts.ts';

export const sourceFileText = texts({
  drop: ['Drop a file here, or choose one', 'Trascina qui un file o sceglilo'],
  dropHint: ['CSV, TSV, a workbook (.xlsx) or JSON lines, also packed by gzip. A file that breaks off goes on where it stopped.', 'CSV, TSV, foglio di calcolo (.xlsx) o JSON lines, anche compressi con gzip. Un invio interrotto riprende da dove era.'],
  dropNow: ['Let go to upload it', 'Rilascia per caricarlo'],
  sending: ['Uploading {name}', 'Caricamento di {name}'],
  sent: ['{sent} of {total}', '{sent} di {total}'],
  rate: ['{rate} per second', '{rate} al secondo'],
  left: ['{seconds, plural, =0 {nearly done} one {# second left} other {# seconds left}}', '{seconds, plural, =0 {quasi finito} one {# secondo rimanente} other {# secondi rimanenti}}'],
  looking: ['It is here and is being looked at.', 'È arrivato e viene esaminato.'],
  waiting: ['The line is interrupted; it is tried again.', 'Connessione interrotta: nuovo tentativo.'],
  paused: ['Paused. What was sent stays for a day.', 'In pausa. Quanto inviato resta per un giorno.'],
  pause: ['Pause', 'Sospendi'],
  goOn: ['Go on', 'Riprendi'],
  cancel: ['Cancel', 'Annulla'],
  another: ['Choose another file', 'Scegli un altro file'],
  refused: ['This file cannot be taken', 'File non utilizzabile'],
  unreachable: ['The server is not reached.', 'Il server non è raggiungibile.'],
  empty: ['The file holds nothing.', 'Il file è vuoto.'],
});
