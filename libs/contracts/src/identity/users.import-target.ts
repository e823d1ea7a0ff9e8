import { z } from 'zod';
import { defineImportTarget } from '../intake/import-target.ts';
import { Locale } from './tenant.ts';
import { EmailAddress } from './user.http.ts';

const names = /^[^;]+(;[^;]+)*$/;
const plants = /^(all|none|[\da-fA-F-]{36}(\s*;\s*[\da-fA-F-]{36})*)$/;

/**
 * A person as a file tells of them. Somebody who is no user yet is invited by mail; of a user roles and plants are the tenant's to
 * say, name and language their own, so that a file changes the former alone.
 */
export const ImportedUserBody = z.strictObject({
  email: EmailAddress,
  displayName: z.string().trim().min(1).max(200).nullish(),
  /** Names of roles, joined by `;`: `kronos/Viewer`, or `Viewer` where no other role is called so. */
  roles: z.string().trim().max(2000).regex(names, 'must name roles, such as kronos/Viewer, joined by ;'),
  /** `all`, `none`, or ids joined by `;`. None for somebody new when the file does not say. */
  plants: z.string().trim().max(100_000).regex(plants, 'must be all, none, or ids of plants joined by ;').nullish(),
  locale: Locale.nullish(),
});
export type ImportedUserBody = z.infer<typeof ImportedUserBody>;

export const usersTarget = defineImportTarget({
  service: 'identity',
  title: 'Users',
  body: ImportedUserBody,
  naturalKey: ['email'],
  batches: { path: '/api/v1/identity/users/batches', permission: 'identity.user.manage' },
  reconciliation: { path: '/api/v1/identity/users/match', permission: 'identity.user.read' },
  // An invitation that was mailed cannot be taken back: whoever is to stay out is removed by name.
  undoes: false,
  inTurn: true,
  stepUp: true,
});
