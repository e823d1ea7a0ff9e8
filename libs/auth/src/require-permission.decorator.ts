import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import type { Permission } from '@kairos/contracts';

export const PERMISSION = 'kairos:permission';

/**
 * The permission a route needs. `authenticated` is for what every signed-in caller may do; `own-account` for what they may
 * do with their own account, even before they have chosen a password of their own.
 */
export function RequirePermission(permission: Permission | 'authenticated' | 'own-account'): CustomDecorator {
  return SetMetadata(PERMISSION, permission);
}
