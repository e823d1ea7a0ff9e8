import { texts } from '../lib/texts.ts';

export const assigneeText = texts({
  assignee: ['Assigned to', 'Assegnata a'],
  nobody: ['nobody', 'nessuno'],
  somebody: ['a colleague', 'un collega'],
  people: ['People', 'Persone'],
  roles: ['Roles', 'Ruoli'],
  teams: ['Teams', 'Squadre'],
  role: ['{name} (role)', '{name} (ruolo)'],
  team: ['{name} (team)', '{name} (squadra)'],
  plant: ['Plant', 'Impianto'],
  findPlant: ['Name or code of a plant', 'Nome o codice di un impianto'],
  noPlant: ['No plant is called that.', 'Nessun impianto ha questo nome.'],
});
