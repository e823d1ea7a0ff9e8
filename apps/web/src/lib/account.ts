import { queryOptions, type QueryClient } from '@tanstack/react-query';
import type { MeView, OwnMfaView } from '@kairos/contracts';
import { call } from './session.ts';
import { takeTimeZone } from './time-zone.ts';

async function readMe({ signal }: { signal: AbortSignal }): Promise<MeView> {
  const account = await call<MeView>({ path: '/identity/me', signal });
  takeTimeZone(account.timeZone);
  return account;
}

/** Who is signed in; from the moment that it is known, times are told in their zone. */
export const me = () => queryOptions({ queryKey: ['identity', 'me'], queryFn: readMe, staleTime: 5 * 60_000 });

/** The second factors of who is signed in. */
export const ownFactors = () => queryOptions({ queryKey: ['identity', 'me', 'mfa'], queryFn: ({ signal }) => call<OwnMfaView>({ path: '/identity/me/mfa', signal }) });

/** What whoever is signed in may do, for loaders that begin to read no more than that; nothing while it cannot be read. */
export const permissionsOf = (queryClient: QueryClient): Promise<readonly string[]> => queryClient.ensureQueryData(me()).then(({ permissions }) => permissions, () => []);
