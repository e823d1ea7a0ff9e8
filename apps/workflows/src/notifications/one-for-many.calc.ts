import type { Notice } from './notifications.repository.ts';

/** As many as somebody is told of one by one. */
export const toldOneByOne = 5;

type Several = readonly [Notice, ...Notice[]];

/**
 * Notices that go together, as people are told of them: whoever would have more than five has one in their place.
 *
 * @param oneOf that one, of those it stands for
 */
export function oneForMany(notices: readonly Notice[], oneOf: (notices: Several) => Omit<Notice, 'userIds'>): Notice[] {
  const ofUser = new Map<string, [Notice, ...Notice[]]>();
  for (const notice of notices) {
    for (const userId of new Set(notice.userIds)) {
      const own = ofUser.get(userId);
      if (own) own.push(notice);
      else ofUser.set(userId, [notice]);
    }
  }
  const flooded = [...ofUser].filter(([, own]) => own.length > toldOneByOne);
  const spared = new Set(flooded.map(([userId]) => userId));
  return [
    ...notices.map((notice) => ({ ...notice, userIds: notice.userIds.filter((userId) => !spared.has(userId)) })).filter(({ userIds }) => userIds.length > 0),
    ...flooded.map(([userId, own]) => ({ ...oneOf(own), covers: coveredBy(own), userIds: [userId] })),
  ];
}

function coveredBy(own: Several): Notice['covers'] {
  const kind = own[0].subject?.kind;
  if (!kind) return null;
  return { kind, plantIds: [...new Set(own.flatMap(({ plantId }) => plantId ?? []))], subjectIds: own.flatMap(({ subject }) => subject?.id ?? []) };
}
