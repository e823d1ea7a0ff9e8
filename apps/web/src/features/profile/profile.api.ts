import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  AddedPasskey, AddPasskeyBody, ApiKeyPage, ChangeEmailBody, ConfirmedTotp, MeView, NotificationPreferences, NotificationPreferencesView, OwnSessionList,
  PasskeyList, PasskeyOptions, RecoveryCodes, TotpEnrolment, UpdateProfileBody,
} from '@kairos/contracts';
import { call } from '../../lib/session.ts';

const own = '/identity/me';

export const updateProfile = (body: UpdateProfileBody) => call<MeView>({ method: 'PATCH', path: own, body });
export const changeEmail = (body: ChangeEmailBody) => call<void>({ method: 'POST', path: `${own}/email`, body });
export const verifyEmail = () => call<void>({ method: 'POST', path: `${own}/email/verification` });

export const ownSessions = () => queryOptions({ queryKey: ['identity', 'me', 'sessions'], queryFn: async ({ signal }) => (await call<OwnSessionList>({ path: `${own}/sessions`, signal })).items });
export const endOwnSession = (sessionId: string) => call<void>({ method: 'DELETE', path: `${own}/sessions/${sessionId}` });
export const endOtherSessions = () => call<void>({ method: 'DELETE', path: `${own}/sessions` });

export const beginTotp = () => call<TotpEnrolment>({ method: 'POST', path: `${own}/mfa/totp` });
export const confirmTotp = (code: string) => call<ConfirmedTotp>({ method: 'POST', path: `${own}/mfa/totp/confirm`, body: { code } });
export const removeTotp = () => call<void>({ method: 'DELETE', path: `${own}/mfa/totp` });
export const newRecoveryCodes = () => call<RecoveryCodes>({ method: 'POST', path: `${own}/mfa/recovery-codes` });

export const ownPasskeys = () => queryOptions({ queryKey: ['identity', 'me', 'passkeys'], queryFn: async ({ signal }) => (await call<PasskeyList>({ path: `${own}/passkeys`, signal })).items });
export const beginPasskey = () => call<PasskeyOptions>({ method: 'POST', path: `${own}/passkeys/registration` });
export const addPasskey = (body: AddPasskeyBody) => call<AddedPasskey>({ method: 'POST', path: `${own}/passkeys`, body });
export const renamePasskey = (id: string, name: string) => call<void>({ method: 'PATCH', path: `${own}/passkeys/${id}`, body: { name } });
export const removePasskey = (id: string) => call<void>({ method: 'DELETE', path: `${own}/passkeys/${id}` });

export const ownKeys = () =>
  infiniteQueryOptions({
    queryKey: ['identity', 'me', 'api-keys'],
    queryFn: ({ pageParam, signal }) => call<ApiKeyPage>({ path: `${own}/api-keys`, query: { limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

const preferencesPath = '/workflows/notifications/preferences';
export const preferences = () => queryOptions({ queryKey: ['workflows', 'notifications', 'preferences'], queryFn: ({ signal }) => call<NotificationPreferencesView>({ path: preferencesPath, signal }) });
export const choosePreferences = (version: number, body: NotificationPreferences) => call<NotificationPreferencesView>({ method: 'PUT', path: preferencesPath, ifMatch: version, body });
