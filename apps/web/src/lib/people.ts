import { queryOptions, useQuery } from '@tanstack/react-query';
import type { RolePage, TeamList, UserPage } from '@kairos/contracts';
import { me } from './account.ts';
import { call } from './session.ts';
import { useMay } from './use-may.ts';

const steady = { staleTime: 5 * 60_000 };
const mostPeople = 200;

export const people = () =>
  queryOptions({ queryKey: ['identity', 'users', 'all'], queryFn: ({ signal }) => call<UserPage>({ path: '/identity/users', query: { limit: mostPeople, active: true }, signal }), ...steady });

const roles = () => queryOptions({ queryKey: ['identity', 'roles', 'all'], queryFn: ({ signal }) => call<RolePage>({ path: '/identity/roles', query: { limit: mostPeople }, signal }), ...steady });

const teams = () => queryOptions({ queryKey: ['workflows', 'teams'], queryFn: ({ signal }) => call<TeamList>({ path: '/workflows/teams', signal }), ...steady });

/** What somebody is called, as far as who reads may know it. */
export function useNameOf(): (userId: string) => string | undefined {
  const may = useMay();
  const { data: own } = useQuery(me());
  const { data } = useQuery({ ...people(), enabled: may('identity.user.read') });
  return (userId) => (userId === own?.userId ? own.displayName : data?.items.find(({ id }) => id === userId)?.displayName);
}

export type Doer = { value: string; label: string };

/** Whom work can be given to, as far as who asks may know them: oneself always. */
export function useDoers(): { users: Doer[]; roles: Doer[]; teams: Doer[] } {
  const may = useMay();
  const { data: own } = useQuery(me());
  const { data: users } = useQuery({ ...people(), enabled: may('identity.user.read') });
  const { data: known } = useQuery({ ...roles(), enabled: may('identity.role.read') });
  const { data: groups } = useQuery({ ...teams(), enabled: may('workflows.workflow.read') });
  const self = own ? [{ value: `user:${own.userId}`, label: own.displayName }] : [];
  return {
    users: users?.items.map(({ id, displayName }) => ({ value: `user:${id}`, label: displayName })) ?? self,
    roles: known?.items.map(({ origin, name }) => ({ value: `role:${origin}/${name}`, label: name })) ?? [],
    teams: groups?.items.map(({ name }) => ({ value: `team:${name}`, label: name })) ?? [],
  };
}
