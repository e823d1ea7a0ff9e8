import type { ApiKeyView, IssuedApiKey } from '@kairos/contracts';
import { call } from '../lib/session.ts';

/** Where keys are managed: one's own, or those of everybody. */
export type KeysPath = '/identity/me/api-keys' | '/identity/api-keys';
type Versioned = Pick<ApiKeyView, 'id' | 'version'>;

/** What of the cache tells of keys. */
export const aboutKeys = [['identity', 'me', 'api-keys'], ['identity', 'api-keys']] as const;

export const createKey = (path: KeysPath, body: object) => call<IssuedApiKey>({ method: 'POST', path, body });
export const changeKey = (path: KeysPath, { id, version }: Versioned, body: object) => call<ApiKeyView>({ method: 'PATCH', path: `${path}/${id}`, ifMatch: version, body });
export const rotateKey = (path: KeysPath, { id, version }: Versioned, graceHours: number) => call<IssuedApiKey>({ method: 'POST', path: `${path}/${id}/rotate`, ifMatch: version, body: { graceHours } });
export const revokeKey = (path: KeysPath, { id, version }: Versioned, reason: string) => call<ApiKeyView>({ method: 'POST', path: `${path}/${id}/revoke`, ifMatch: version, body: { reason } });
