import { texts } from '../lib/texts.ts';

export const accessText = texts({
  roles: ['Roles', 'Ruoli'],
  rolesHint: ['Only roles that grant no more than you hold can be given.', 'Si possono assegnare solo ruoli che non danno più di quanto hai tu.'],
  chooseRoles: ['Choose roles', 'Scegli i ruoli'],
  plants: ['Plants', 'Impianti'],
  all: ['Every plant, also those to come', 'Tutti gli impianti, anche futuri'],
  listed: ['These plants', 'Questi impianti'],
  none: ['No plant is chosen: none is reached.', 'Nessun impianto scelto: nessuno è raggiunto.'],
  add: ['Add a plant', 'Aggiungi un impianto'],
  remove: ['Remove {name}', 'Rimuovi {name}'],
  more: ['and {count, plural, one {# more} other {# more}}', 'e {count, plural, one {un altro} other {altri #}}'],
  everyPlant: ['every plant', 'tutti gli impianti'],
  somePlants: ['{count, plural, =0 {no plant} one {# plant} other {# plants}}', '{count, plural, =0 {nessun impianto} one {# impianto} other {# impianti}}'],
});
