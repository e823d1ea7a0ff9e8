import { z } from 'zod';
import { allPermissions, covers } from '../permissions.ts';

/**
 * What a key is for: `personal` acts as its owner; `service` belongs to the tenant under a name of its own, and a member
 * answers for it; `integration` is a service key bound to the system it was made for.
 */
export const apiKeyKinds = ['personal', 'service', 'integration'] as const;
export const ApiKeyKind = z.enum(apiKeyKinds);
export type ApiKeyKind = z.infer<typeof ApiKeyKind>;

/** How the secret of each kind begins, so that people and scanners know one when they see it. */
export const apiKeyPrefixes: Readonly<Record<ApiKeyKind, string>> = { personal: 'kairos_pk_', service: 'kairos_sk_', integration: 'kairos_ik_' };

/** A permission, or a pattern such as `assets.*`, that means something on this platform. */
export const ApiKeyScope = z
  .string()
  .max(100)
  .refine((scope) => /^(\*|[a-z][a-z-]*(\.[a-z][a-z-]*)*(\.\*)?)$/.test(scope) && allPermissions.some((permission) => covers(scope, permission)), 'is no permission of this platform');

/** One address, or a range in CIDR notation, of either family. */
export const AddressRange = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'must be an IP address or a range such as 203.0.113.0/24 or 2001:db8::/32');
