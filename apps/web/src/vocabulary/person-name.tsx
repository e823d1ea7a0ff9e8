import { queryOptions, useQuery } from '@tanstack/react-query';
import type { UserView } from '@kairos/contracts';
import { me } from '../lib/account.ts';
import { call } from '../lib/session.ts';
import { texts } from '../lib/texts.ts';
import { useMay } from '../lib/use-may.ts';
import { useTexts } from '../lib/use-texts.ts';

const words = texts({
  you: ['You', 'Tu'],
  somebody: ['Somebody else', 'Un altro utente'],
  automatic: ['Kairos', 'Kairos'],
});

const person = (userId: string) => queryOptions({ queryKey: ['identity', 'users', userId], queryFn: ({ signal }) => call<UserView>({ path: `/identity/users/${userId}`, signal }), staleTime: 10 * 60_000, retry: false });

/** Who did something: by name for those who may see who is who. Nobody means the system itself. */
export function PersonName({ userId }: { userId: string | null }) {
  const say = useTexts(words);
  const may = useMay();
  const { data: account } = useQuery(me());
  const own = userId !== null && userId === account?.userId;
  const { data } = useQuery({ ...person(userId ?? ''), enabled: userId !== null && !own && may('identity.user.read') });
  if (userId === null) return say('automatic');
  return own ? say('you') : (data?.displayName ?? say('somebody'));
}
