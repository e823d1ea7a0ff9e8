import { z } from 'zod';
import { ApiKeyId, MembershipId, TenantId, UserId } from '../ids.ts';
import { Instant } from '../primitives.ts';
import { PageQuery, pageOf } from '../page.ts';
import { GivenRowScope, RowScope } from '../permissions.ts';
import { AddressRange, ApiKeyKind, ApiKeyScope } from './api-key.ts';

const distinct = (values: string[]) => new Set(values).size === values.length;
const settings = {
  name: z.string().trim().min(1).max(100),
  scopes: z.array(ApiKeyScope).min(1).max(100).refine(distinct, 'names a scope twice'),
  /** Where the key may be used from; everywhere when empty. */
  allowedAddresses: z.array(AddressRange).max(50).refine(distinct, 'names an address twice'),
  expiresAt: Instant,
  requestsPerMinute: z.int().min(1).max(1_000_000),
};

const creation = {
  name: settings.name,
  scopes: settings.scopes,
  rowScope: GivenRowScope.optional(),
  allowedAddresses: settings.allowedAddresses.default([]),
  expiresAt: settings.expiresAt.optional(),
  requestsPerMinute: settings.requestsPerMinute.optional(),
};

/** Without a row scope the key reaches what its owner reaches; without an end it gets the usual one. */
export const CreateOwnApiKeyBody = z.strictObject(creation);
export type CreateOwnApiKeyBody = z.infer<typeof CreateOwnApiKeyBody>;

export const CreateApiKeyBody = z.discriminatedUnion('kind', [
  z.strictObject({ ...creation, kind: z.literal('service') }),
  z.strictObject({ ...creation, kind: z.literal('integration'), integration: z.string().trim().min(1).max(100) }),
]);
export type CreateApiKeyBody = z.infer<typeof CreateApiKeyBody>;

export const UpdateApiKeyBody = z.strictObject({
  name: settings.name.optional(),
  scopes: settings.scopes.optional(),
  rowScope: GivenRowScope.optional(),
  allowedAddresses: settings.allowedAddresses.optional(),
  expiresAt: settings.expiresAt.optional(),
  requestsPerMinute: settings.requestsPerMinute.optional(),
  reason: z.string().trim().min(1).max(500).optional(),
});
export type UpdateApiKeyBody = z.infer<typeof UpdateApiKeyBody>;

/** For how long the secret before goes on working; 0 ends it at once. */
export const RotateApiKeyBody = z.strictObject({ graceHours: z.int().min(0).max(720).default(24) });
export type RotateApiKeyBody = z.infer<typeof RotateApiKeyBody>;

export const RevokeApiKeyBody = z.strictObject({ reason: z.string().trim().min(1).max(500).optional() });
export type RevokeApiKeyBody = z.infer<typeof RevokeApiKeyBody>;

export const ApiKeyParams = z.object({ apiKeyId: ApiKeyId });
export type ApiKeyParams = z.infer<typeof ApiKeyParams>;

/** One of the at most two live secrets, by its beginning: when and from where it was used, or refused. */
export const ApiKeySecretView = z.object({
  hint: z.string(),
  issuedAt: Instant,
  endsAt: Instant.nullable(),
  lastUsedAt: Instant.nullable(),
  lastUsedAddress: z.string().nullable(),
  lastRefusedAt: Instant.nullable(),
  lastRefusedAddress: z.string().nullable(),
  lastRefusedBecause: z.string().nullable(),
});

export const ApiKeyStatus = z.enum(['active', 'expired', 'revoked', 'owner-inactive']);
export type ApiKeyStatus = z.infer<typeof ApiKeyStatus>;

export const ApiKeyView = z.object({
  id: ApiKeyId,
  kind: ApiKeyKind,
  name: z.string(),
  integration: z.string().nullable(),
  owner: z.object({ userId: UserId, membershipId: MembershipId, displayName: z.string() }),
  status: ApiKeyStatus,
  scopes: z.array(z.string()),
  rowScope: RowScope,
  allowedAddresses: z.array(z.string()),
  requestsPerMinute: z.int(),
  expiresAt: Instant,
  lastUsedAt: Instant.nullable(),
  secrets: z.array(ApiKeySecretView),
  revokedAt: Instant.nullable(),
  version: z.int().positive(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type ApiKeyView = z.infer<typeof ApiKeyView>;

/** The only answer that ever holds the secret. */
export const IssuedApiKey = z.object({ secret: z.string(), apiKey: ApiKeyView });
export type IssuedApiKey = z.infer<typeof IssuedApiKey>;

export const ListApiKeysQuery = PageQuery.extend({ kind: ApiKeyKind.optional(), status: ApiKeyStatus.optional(), userId: UserId.optional() }).strict();
export type ListApiKeysQuery = z.infer<typeof ListApiKeysQuery>;
export const ListOwnApiKeysQuery = PageQuery.strict();
export type ListOwnApiKeysQuery = z.infer<typeof ListOwnApiKeysQuery>;
export const ApiKeyPage = pageOf(ApiKeyView);
export type ApiKeyPage = z.infer<typeof ApiKeyPage>;

export const ApiKeyTokenBody = z.strictObject({ secret: z.string().min(1).max(200), address: z.string().min(1).max(100) });
export type ApiKeyTokenBody = z.infer<typeof ApiKeyTokenBody>;

/** What the gateway gets for a key: a token to pass on, and the key's own limit. */
export const ApiKeyToken = z.object({ accessToken: z.string(), expiresAt: Instant, apiKeyId: ApiKeyId, tenantId: TenantId, requestsPerMinute: z.int().positive() });
export type ApiKeyToken = z.infer<typeof ApiKeyToken>;
