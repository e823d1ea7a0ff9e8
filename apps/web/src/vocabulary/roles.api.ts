import { queryOptions } from '@tanstack/react-query';
import type { RolePage, RoleView } from '@kairos/contracts';
import { call } from '../lib/session.ts';

const mostInPage = 200;

/** Every role of the tenant, however many pages they fill. */
export const allRoles = () =>
  queryOptions({
    queryKey: ['identity', 'roles', 'every'],
    queryFn: async ({ signal }) => {
      const roles: RoleView[] = [];
      let cursor: string | undefined;
      do {
        const page: RolePage = await call<RolePage>({ path: '/identity/roles', query: { limit: mostInPage, cursor }, signal });
        roles.push(...page.items);
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      return roles;
    },
  });
