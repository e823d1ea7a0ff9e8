import type { NotificationText } from '@kairos/contracts';

type Words = { title: NotificationText; body: NotificationText };

/** What a delegate reads where names are not known: they are identity's. */
export const somebodyAway: NotificationText = { en: 'a colleague who is away', it: 'un collega assente' };

/** A place for the name of a user, which identity fills in a mail. */
export function nameOf(userId: string): NotificationText {
  return { en: `{user:${userId}}`, it: `{user:${userId}}` };
}

/** The words of a notification for a delegate: whose it is. */
export function inStead({ title, body }: Words, who: NotificationText): Words {
  return {
    title: { en: `For ${who.en}: ${title.en}`, it: `Per ${who.it}: ${title.it}` },
    body: { en: `${body.en} You are told because you stand in for ${who.en}.`, it: `${body.it} Lo ricevi perché fai le veci di ${who.it}.` },
  };
}
