import { texts } from '../lib/texts.ts';

export const inactivityText = texts({
  title: ['Are you still there?', 'Sei ancora qui?'],
  left: ['You are signed out in {seconds, plural, one {# second} other {# seconds}}.', 'Sarai disconnesso tra {seconds, plural, one {# secondo} other {# secondi}}.'],
  hint: ['Nothing was done in any tab for a while. Whatever you do in one of them keeps all of them.', 'Da un po’ non succede nulla in nessuna scheda. Qualsiasi azione in una di esse le mantiene tutte.'],
  stay: ['Stay', 'Resta'],
  leave: ['Sign out', 'Esci'],
});
