import { texts } from '../../lib/texts.ts';

export const eraseText = texts({
  title: ['What the audit trail tells of them', 'Che cosa dice di questa persona il registro'],
  hint: ['They have no access any more, so what tells of them can be erased when they ask for it.', 'Non ha più accesso, quindi su richiesta i suoi dati possono essere cancellati.'],
  erase: ['Erase…', 'Cancella…'],
  dialog: ['Erase {name} from the audit trail', 'Cancella {name} dal registro'],
  goesTitle: ['What goes for good', 'Che cosa viene cancellato per sempre'],
  goes: ['The e-mail address, the network address and the program of everything they did.', 'L’indirizzo e-mail, l’indirizzo di rete e il programma di tutto ciò che ha fatto.'],
  staysTitle: ['What stays', 'Che cosa resta'],
  stays: ['What was done, when and in which order. The chain verifies as before, and a new record says who erased what, and why.', 'Che cosa è stato fatto, quando e in quale ordine. La catena resta verificabile, e una nuova registrazione dice chi ha cancellato cosa, e perché.'],
  content: ['Also what tells about them', 'Anche ciò che parla di questa persona'],
  contentHint: ['Names, reasons and values before and after, in records that are about them or name their address.', 'Nomi, motivi e valori prima e dopo, nelle registrazioni che la riguardano o ne citano l’indirizzo.'],
  reason: ['Reason', 'Motivo'],
  reasonNeeded: ['Say why.', 'Indica il motivo.'],
  typeName: ['Write “{name}” to go on', 'Scrivi «{name}» per continuare'],
  notTheName: ['This is not the name.', 'Non è il nome.'],
  final: ['This cannot be undone.', 'L’operazione è irreversibile.'],
  cancel: ['Cancel', 'Annulla'],
  confirm: ['Erase for good', 'Cancella per sempre'],
  done: [
    '{records, plural, =0 {Nothing was left to erase.} one {What # record told is erased.} other {What # records told is erased.}}',
    '{records, plural, =0 {Non c’era più nulla da cancellare.} one {Dati cancellati da # registrazione.} other {Dati cancellati da # registrazioni.}}',
  ],
});
