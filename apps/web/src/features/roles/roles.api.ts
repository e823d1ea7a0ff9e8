import { queryOptions } from '@tanstack/react-query';
import type { CreateRoleBody, ExplainBody, Explanation, RoleView, UpdateRoleBody } from '@kairos/contracts';
import { call } from '../../lib/session.ts';

const path = '/identity/roles';

export const roleRead = (roleId: string) => queryOptions({ queryKey: ['identity', 'roles', roleId], queryFn: ({ signal }) => call<RoleView>({ path: `${path}/${roleId}`, signal }) });

export const createRole = (body: CreateRoleBody) => call<RoleView>({ method: 'POST', path, body });

export const copyRole = (roleId: string, name: string) => call<RoleView>({ method: 'POST', path: `${path}/${roleId}/copy`, body: { name } });

export const redefineRole = ({ id, version }: RoleView, body: UpdateRoleBody) => call<RoleView>({ method: 'PUT', path: `${path}/${id}`, ifMatch: version, body });

export const deleteRole = ({ id, version }: RoleView) => call<void>({ method: 'DELETE', path: `${path}/${id}`, ifMatch: version });

export const explanation = (body: ExplainBody) =>
  queryOptions({ queryKey: ['identity', 'explanation', body], queryFn: ({ signal }) => call<Explanation>({ method: 'POST', path: '/identity/authz/explain', body, signal }) });
