import { texts } from '../../lib/texts.ts';

export const keysText = texts({
  title: ['API keys', 'Chiavi API'],
  hint: ['A key acts as you, with the part of your rights that you give it. Programs present it in place of a sign-in.', 'Una chiave agisce al tuo posto, con la parte dei tuoi diritti che le dai. I programmi la presentano invece di accedere.'],
  none: ['You have no keys. Create one for a program that works in your name.', 'Non hai chiavi. Creane una per un programma che lavora a tuo nome.'],
  name: ['What it is for', 'A che cosa serve'],
  status: ['Status', 'Stato'],
  rights: ['Rights', 'Diritti'],
  lastUsed: ['Last used', 'Ultimo uso'],
  never: ['never', 'mai'],
  until: ['Good until', 'Valida fino a'],
  begins: ['Begins with', 'Inizia con'],
  actions: ['Actions', 'Azioni'],
  more: ['Show more', 'Mostra altro'],
});
