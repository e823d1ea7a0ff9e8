/** What a mail may be told besides its link. */
export type MailFacts = { tenantName?: string; invitedBy?: string; newEmail?: string; identityProvider?: string; minutes?: number; /** What somebody was notified of, in their language, and the tenant that did. */ subject?: string; paragraphs?: string[]; tenantId?: string };
export type MailLocale = 'en' | 'it';

/** The templates, each with the page its link leads to, if it has one. */
export const mailTemplates = {
  invitation: '/invitations/accept',
  'password-reset': '/password-resets/complete',
  'email-verification': '/email-verifications/complete',
  'email-changed': null,
  'password-changed': null,
  'account-locked': null,
  'second-factors-removed': null,
  'identity-provider-linked': null,
  notification: null,
} as const;
export type MailTemplate = keyof typeof mailTemplates;

/** What does the same at a command line; it asks for the link. */
const commands: Partial<Record<MailTemplate, string>> = { invitation: 'accept-invitation', 'password-reset': 'reset-password', 'email-verification': 'confirm-email' };

export type MailText = { subject: string; paragraphs: string[]; action?: string; closing: string; withoutBrowser?: string };
type Writer = (facts: Required<Omit<MailFacts, 'tenantId'>>) => MailText;

const ignoreEn = 'If you did not expect this mail, you need not do anything.';
const ignoreIt = 'Se non aspettavi questa e-mail non devi fare nulla.';
const askEn = 'If that was not you, tell an administrator of your organisation.';
const askIt = 'Se non sei stato tu, avvisa un amministratore della tua organizzazione.';

const english: Record<MailTemplate, Writer> = {
  invitation: ({ tenantName, invitedBy }) => ({
    subject: `Invitation to ${tenantName} on Kairos`,
    paragraphs: [`${invitedBy} invites you to work with ${tenantName} on Kairos.`, 'The invitation is good for seven days and for one person.'],
    action: 'Accept the invitation', closing: ignoreEn,
  }),
  'password-reset': () => ({
    subject: 'Choose a new password for Kairos',
    paragraphs: ['Somebody asked for a new password for your account.', 'The link is good for 30 minutes and works once. Using it ends all your sessions.'],
    action: 'Choose a new password', closing: `${ignoreEn} Your password stays as it is.`,
  }),
  'email-verification': ({ newEmail }) => ({
    subject: 'Confirm your e-mail address for Kairos',
    paragraphs: [`A Kairos account is to use the address ${newEmail}. Confirm that it is yours.`, 'Sign in to that account first. The link is good for 24 hours and works once.'],
    action: 'Confirm the address', closing: ignoreEn,
  }),
  'email-changed': ({ newEmail }) => ({
    subject: 'Your e-mail address on Kairos was changed', paragraphs: [`Your Kairos account now uses the address ${newEmail}.`], closing: askEn,
  }),
  'password-changed': () => ({
    subject: 'Your Kairos password was changed', paragraphs: ['The password of your Kairos account was changed, and your other sessions were ended.'], closing: askEn,
  }),
  'account-locked': ({ minutes }) => ({
    subject: `Your Kairos account is locked for ${minutes} minutes`,
    paragraphs: [`There were too many wrong passwords or codes for your account. Nobody can sign in to it with a password for ${minutes} minutes.`, 'An administrator of your organisation can unlock it before.'],
    closing: askEn,
  }),
  'second-factors-removed': () => ({
    subject: 'The second factors of your Kairos account were removed',
    paragraphs: ['Authenticator, recovery codes and passkeys were taken off your Kairos account, and your sessions were ended.', 'If your password has fewer than 15 characters, have a link mailed to you and choose a longer one before you sign in.'],
    closing: askEn,
  }),
  'identity-provider-linked': ({ tenantName, identityProvider }) => ({
    subject: `${tenantName} signs you in with ${identityProvider}`,
    paragraphs: [`From now on ${identityProvider} can sign you in to ${tenantName} on Kairos, without your password.`], closing: askEn,
  }),
  notification: ({ subject, paragraphs }) => ({ subject, paragraphs, closing: 'You are mailed what you chose to be notified of on Kairos, and can choose otherwise there.' }),
};

const italian: Record<MailTemplate, Writer> = {
  invitation: ({ tenantName, invitedBy }) => ({
    subject: `Invito a ${tenantName} su Kairos`,
    paragraphs: [`${invitedBy} ti invita a lavorare con ${tenantName} su Kairos.`, 'L’invito vale sette giorni e per una sola persona.'],
    action: 'Accetta l’invito', closing: ignoreIt,
  }),
  'password-reset': () => ({
    subject: 'Scegli una nuova password per Kairos',
    paragraphs: ['Qualcuno ha chiesto una nuova password per il tuo account.', 'Il link vale 30 minuti e funziona una volta sola. Quando lo usi, tutte le tue sessioni terminano.'],
    action: 'Scegli una nuova password', closing: `${ignoreIt} La tua password resta com’è.`,
  }),
  'email-verification': ({ newEmail }) => ({
    subject: 'Conferma il tuo indirizzo e-mail per Kairos',
    paragraphs: [`Un account Kairos deve usare l’indirizzo ${newEmail}. Conferma che è tuo.`, 'Prima accedi a quell’account. Il link vale 24 ore e funziona una volta sola.'],
    action: 'Conferma l’indirizzo', closing: ignoreIt,
  }),
  'email-changed': ({ newEmail }) => ({
    subject: 'Il tuo indirizzo e-mail su Kairos è cambiato', paragraphs: [`Il tuo account Kairos ora usa l’indirizzo ${newEmail}.`], closing: askIt,
  }),
  'password-changed': () => ({
    subject: 'La tua password di Kairos è cambiata', paragraphs: ['La password del tuo account Kairos è stata cambiata e le altre tue sessioni sono terminate.'], closing: askIt,
  }),
  'account-locked': ({ minutes }) => ({
    subject: `Il tuo account Kairos è bloccato per ${minutes} minuti`,
    paragraphs: [`Ci sono state troppe password o codici errati per il tuo account. Per ${minutes} minuti nessuno può accedervi con una password.`, 'Un amministratore della tua organizzazione può sbloccarlo prima.'],
    closing: askIt,
  }),
  'second-factors-removed': () => ({
    subject: 'I secondi fattori del tuo account Kairos sono stati rimossi',
    paragraphs: ['Autenticatore, codici di recupero e passkey sono stati tolti dal tuo account Kairos e le tue sessioni sono terminate.', 'Se la tua password ha meno di 15 caratteri, fatti inviare un link e scegline una più lunga prima di accedere.'],
    closing: askIt,
  }),
  'identity-provider-linked': ({ tenantName, identityProvider }) => ({
    subject: `${tenantName} ti fa accedere con ${identityProvider}`,
    paragraphs: [`D’ora in poi ${identityProvider} può farti accedere a ${tenantName} su Kairos, senza la tua password.`], closing: askIt,
  }),
  notification: ({ subject, paragraphs }) => ({ subject, paragraphs, closing: 'Ricevi le notifiche che hai scelto in Kairos, dove puoi cambiare la tua scelta.' }),
};

/** The words of one mail in the language of its reader. */
export function mailText(template: MailTemplate, locale: MailLocale, facts: MailFacts): MailText {
  const { tenantName = 'Kairos', invitedBy = 'Kairos', newEmail = '', identityProvider = '', minutes = 30, subject = '', paragraphs = [] } = facts;
  const writers = locale === 'it' ? italian : english;
  const command = commands[template];
  const withoutBrowser = locale === 'it' ? `Senza browser: npx kairos ${command}, che chiede questo link.` : `Without a browser: npx kairos ${command}, which asks for this link.`;
  const written = writers[template]({ tenantName: oneLine(tenantName), invitedBy: oneLine(invitedBy), newEmail: oneLine(newEmail), identityProvider: oneLine(identityProvider), minutes, subject: oneLine(subject, 250), paragraphs: paragraphs.map((paragraph) => oneLine(paragraph, 2000)) });
  return command ? { ...written, withoutBrowser } : written;
}

/** Names are typed by people: no line breaks, no marks that turn the direction of text, no addresses to click, and an end. */
function oneLine(text: string, most = 120): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').replaceAll('://', ': //').trim().slice(0, most);
}
