import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { ApiKeyId, MembershipId } from '../ids.ts';
import { Instant } from '../primitives.ts';
import { RowScope } from '../permissions.ts';

/** How far a key narrows what its owner's membership may do. It never widens it. */
export const ApiKeyAccess = z.object({
  apiKeyId: ApiKeyId,
  membershipId: MembershipId,
  active: z.boolean(),
  scopes: z.array(z.string()),
  rowScope: RowScope,
  expiresAt: Instant,
  authzVersion: z.int().positive(),
});
export type ApiKeyAccess = z.infer<typeof ApiKeyAccess>;

export const ApiKeyChanged = defineEvent({
  type: 'identity.access.api-key-changed',
  version: 1,
  summary: 'An API key was created, changed, rotated or revoked.',
  visibility: { permission: 'identity.api-key.manage' },
  data: ApiKeyAccess,
});

export const ApiKeySnapshot = defineEvent({
  type: 'identity.access.api-key-snapshot',
  version: 1,
  summary: 'How far an API key reaches now, re-emitted to rebuild projections.',
  data: ApiKeyAccess,
});
