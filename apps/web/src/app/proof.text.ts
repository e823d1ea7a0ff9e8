import { texts } from '../lib/texts.ts';

export const proofText = texts({
  title: ['Confirm that it is you', 'Conferma la tua identità'],
  hint: ['What you are about to do asks for a proof of the last five minutes.', 'L’operazione richiede una verifica fatta negli ultimi cinque minuti.'],
  password: ['Password', 'Password'],
  code: ['Code of your authenticator, or a recovery code', 'Codice dell’app di autenticazione o codice di recupero'],
  passkey: ['Use a passkey', 'Usa una passkey'],
  confirm: ['Confirm', 'Conferma'],
  cancel: ['Cancel', 'Annulla'],
  unreachable: ['The server is not reached. Try again in a moment.', 'Il server non è raggiungibile. Riprova tra poco.'],
  passkeyFailed: ['The passkey was not used. Try again, or take another proof.', 'La passkey non è stata usata. Riprova o scegli un’altra verifica.'],
});
