import type { Notice } from './notifications.repository.ts';

/** As many as somebody is told of one by one. */
export const toldOneByOne = 5;

type Several = readonly [Notice, ...Notice[]];

/**
 * Notices that go together, as people are told of them: whoever would have more than five has one in their place. What they are told in
 * somebody's stead goes together by itself.
 *
 * @param oneOf that one, of those it stands for
 */
export function oneForMany(notices: readonly Notice[], oneOf: (notices: Several) => Omit<Notice, 'userIds'>): Notice[] {
  const ofReader = new Map<string, { userId: string; own: [Notice, ...Notice[]] }>();
  for (const notice of notices) {
    for (const userId of new Set(notice.userIds)) {
      const known = ofReader.get(readerOf(notice, userId));
      if (known) known.own.push(notice);
      else ofReader.set(readerOf(notice, userId), { userId, own: [notice] });
    }
  }
  const flooded = new Map([...ofReader].filter(([, { own }]) => own.length > toldOneByOne));
  return [
    ...notices.map((notice) => ({ ...notice, userIds: notice.userIds.filter((userId) => !flooded.has(readerOf(notice, userId))) })).filter(({ userIds }) => userIds.length > 0),
    ...[...flooded.values()].map(({ userId, own }) => ({ ...oneOf(own), covers: coveredBy(own), ...(own[0].insteadOf ? { insteadOf: own[0].insteadOf } : {}), userIds: [userId] })),
  ];
}

function readerOf({ insteadOf = '' }: Notice, userId: string): string {
  return `${userId} ${insteadOf}`;
}

function coveredBy(own: Several): Notice['covers'] {
  const kind = own[0].subject?.kind;
  if (!kind) return null;
  return { kind, plantIds: [...new Set(own.flatMap(({ plantId }) => plantId ?? []))], subjectIds: own.flatMap(({ subject }) => subject?.id ?? []) };
}
