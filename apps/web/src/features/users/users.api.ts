import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { AssignAccessBody, EraseAuditDetailsBody, ErasedAuditDetails, InvitationPage, InvitationView, InviteUserBody, MemberSessionList, UserPage, UserView } from '@kairos/contracts';
import { call } from '../../lib/session.ts';
import type { InvitationsSearch, UsersSearch } from './users-search.ts';

const users = '/identity/users';
const invitations = '/identity/invitations';
const onwards = { initialPageParam: undefined as string | undefined, getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor ?? undefined };

export const usersFound = (search: UsersSearch) =>
  infiniteQueryOptions({ queryKey: ['identity', 'users', 'list', search], queryFn: ({ pageParam, signal }) => call<UserPage>({ path: users, query: { ...search, limit: 100, cursor: pageParam }, signal }), ...onwards });

export const userRead = (userId: string) => queryOptions({ queryKey: ['identity', 'users', userId], queryFn: ({ signal }) => call<UserView>({ path: `${users}/${userId}`, signal }) });

export const sessionsOfUser = (userId: string) =>
  queryOptions({ queryKey: ['identity', 'users', userId, 'sessions'], queryFn: async ({ signal }) => (await call<MemberSessionList>({ path: `${users}/${userId}/sessions`, signal })).items });

export const invitationsFound = (search: InvitationsSearch) =>
  infiniteQueryOptions({ queryKey: ['identity', 'invitations', search], queryFn: ({ pageParam, signal }) => call<InvitationPage>({ path: invitations, query: { ...search, limit: 100, cursor: pageParam }, signal }), ...onwards });

export const assignAccess = ({ id, version }: UserView, body: AssignAccessBody) => call<UserView>({ method: 'PUT', path: `${users}/${id}/access`, ifMatch: version, body });

export const setActive = ({ id, version }: UserView, active: boolean) => call<UserView>({ method: 'POST', path: `${users}/${id}/${active ? 'activate' : 'deactivate'}`, ifMatch: version, body: {} });

export const unlock = (userId: string) => call<void>({ method: 'POST', path: `${users}/${userId}/unlock`, body: {} });

export const signOutEverywhere = (userId: string) => call<void>({ method: 'POST', path: `${users}/${userId}/sign-out`, body: {} });

export const endSession = (userId: string, sessionId: string) => call<void>({ method: 'DELETE', path: `${users}/${userId}/sessions/${sessionId}` });

export const invite = (body: InviteUserBody) => call<InvitationView>({ method: 'POST', path: invitations, body });

export const resend = ({ id, version }: InvitationView) => call<InvitationView>({ method: 'POST', path: `${invitations}/${id}/resend`, ifMatch: version });

export const withdraw = ({ id, version }: InvitationView) => call<InvitationView>({ method: 'POST', path: `${invitations}/${id}/withdraw`, ifMatch: version });

export const eraseFromTrail = (body: EraseAuditDetailsBody) => call<ErasedAuditDetails>({ method: 'POST', path: '/identity/audit-records/erasures', body });
