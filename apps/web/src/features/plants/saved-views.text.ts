import { texts } from '../../lib/texts.ts';

export const savedViewsText = texts({
  views: ['Views', 'Viste'],
  none: ['No views yet: save what you narrow the list to, its order and its columns.', 'Ancora nessuna vista: salva i filtri della lista, il suo ordine e le sue colonne.'],
  shared: ['shared', 'condivisa'],
  ofOthers: ['of others', 'di altri'],
  elsewhere: ['narrows by what this list cannot show', 'usa filtri che questa lista non può mostrare'],
  save: ['Save this view…', 'Salva questa vista…'],
  saveTitle: ['Save this view', 'Salva questa vista'],
  saveHint: ['Its filters, its order and its columns. A view of yours with the same name is replaced.', 'I suoi filtri, l’ordine e le colonne. Una tua vista con lo stesso nome viene sostituita.'],
  name: ['Name', 'Nome'],
  nameNeeded: ['Give it a name of at most 100 letters.', 'Dalle un nome di al massimo 100 lettere.'],
  share: ['Everybody in the organisation sees it', 'Visibile a tutta l’organizzazione'],
  saveIt: ['Save', 'Salva'],
  cancel: ['Cancel', 'Annulla'],
  saved: ['View “{name}” is saved.', 'La vista “{name}” è salvata.'],
  remove: ['Remove the view {name}', 'Elimina la vista {name}'],
  removed: ['View “{name}” is removed.', 'La vista “{name}” è eliminata.'],
});
