import { queryOptions } from '@tanstack/react-query';
import type { ObligationPack, ObligationPackList } from '@kairos/contracts';
import { call } from '../../lib/session.ts';

export const obligationPacks = () =>
  queryOptions({ queryKey: ['workflows', 'obligation-packs', 'list'], queryFn: async ({ signal }) => (await call<ObligationPackList>({ path: '/workflows/obligation-packs', signal })).items });

/** A pack in a version; without one, that by which deadlines are opened today. */
export const obligationPack = (id: string, version: string | undefined) =>
  queryOptions({ queryKey: ['workflows', 'obligation-packs', 'one', id, version], queryFn: ({ signal }) => call<ObligationPack>({ path: `/workflows/obligation-packs/${id}`, query: { version }, signal }), staleTime: 60 * 60_000 });
