import { texts } from '../../lib/texts.ts';

export const signInText = texts({
  title: ['Sign in', 'Accedi'],
  promise: ['Every plant, every deadline, every number: on record and on time.', 'Ogni impianto, ogni scadenza, ogni numero: documentati e puntuali.'],
  email: ['E-mail address', 'Indirizzo e-mail'],
  password: ['Password', 'Password'],
  enter: ['Sign in', 'Accedi'],
  next: ['Continue', 'Continua'],
  secondFactor: ['One more proof', 'Un’altra verifica'],
  secondFactorHint: ['Enter the six digits that your authenticator shows, or one of your recovery codes.', 'Inserisci le sei cifre dell’app di autenticazione o uno dei codici di recupero.'],
  code: ['Code', 'Codice'],
  newPasswordTitle: ['Choose a password of your own', 'Scegli una password personale'],
  newPasswordHint: ['The one you came with was good for once. Use at least {min} characters; a sentence is easier to keep than a riddle.', 'Quella usata vale una sola volta. Usa almeno {min} caratteri: una frase si ricorda meglio di un enigma.'],
  newPassword: ['New password', 'Nuova password'],
  repeat: ['New password once more', 'Ripeti la nuova password'],
  notTheSame: ['These are not the same.', 'Le due password non coincidono.'],
  save: ['Save and go on', 'Salva e continua'],
  ended: ['Your session has ended. Sign in to go on where you were.', 'La sessione è terminata. Accedi per riprendere da dove eri.'],
  unreachable: ['The server is not reached. Try again in a moment.', 'Il server non è raggiungibile. Riprova tra poco.'],
  language: ['Language', 'Lingua'],
});
