import { defineEvent } from '../event.ts';
import { TenantTerms } from './tenant.ts';

export const TenantChanged = defineEvent({
  type: 'identity.access.tenant-changed',
  version: 1,
  summary: 'A tenant was founded, or its status, plan, features, zone, locale or settings changed.',
  visibility: { permission: 'identity.tenant.read' },
  data: TenantTerms,
});

export const TenantSnapshot = defineEvent({
  type: 'identity.access.tenant-snapshot',
  version: 1,
  summary: 'The current terms of a tenant, re-emitted to rebuild projections.',
  data: TenantTerms,
});
