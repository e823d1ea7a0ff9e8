import { texts } from '../../lib/texts.ts';

export const settingsText = texts({
  title: ['Settings', 'Impostazioni'],
  summary: ['What holds for everybody of this organisation.', 'Ciò che vale per tutta l’organizzazione.'],
  people: ['Sign-in and audit trail', 'Accesso e registro'],
  work: ['Work and notifications', 'Lavoro e notifiche'],
  documents: ['Documents', 'Documenti'],
  plants: ['Plants', 'Impianti'],
  intake: ['Data intake', 'Acquisizione dati'],
  operator: ['Set by who runs this installation', 'Impostato da chi gestisce l’installazione'],
  usual: ['Usual: {value}', 'Normale: {value}'],
  within: ['Between {least} and {most}', 'Tra {least} e {most}'],
  changed: ['changed', 'modificato'],
  takeBack: ['Back to the usual', 'Ripristina'],
  takeBackOf: ['Back to the usual: {name}', 'Ripristina: {name}'],
  reason: ['Reason of the change', 'Motivo della modifica'],
  save: ['Save {count, plural, one {# change} other {# changes}}', 'Salva {count, plural, one {# modifica} other {# modifiche}}'],
  discard: ['Discard', 'Annulla modifiche'],
  saved: ['The settings are saved.', 'Le impostazioni sono state salvate.'],
  stale: ['Somebody changed the settings meanwhile. Yours are kept here: look at them and save again.', 'Qualcuno ha modificato le impostazioni nel frattempo. Le tue restano qui: controllale e salva di nuovo.'],
  yours: ['Your changes', 'Le tue modifiche'],
});
