import { scopeWithin } from '@kairos/auth';
import type { RowScope } from '@kairos/contracts';
import { GrantsMoreThanHeld, ReachesMoreThanHeld } from './access.errors.ts';
import { permissionsBeyond } from './flatten-grants.calc.ts';

type Holder = { permissions: readonly string[]; rowScope: RowScope };

/** Stops whoever would hand out, or take away, more than they hold themselves. */
export function demandHeld(holder: Holder, access: { permissions: readonly string[]; rowScope?: RowScope }): void {
  const beyond = permissionsBeyond(holder.permissions, access.permissions);
  if (beyond.length > 0) throw new GrantsMoreThanHeld(beyond);
  if (access.rowScope && !scopeWithin(holder.rowScope, access.rowScope)) throw new ReachesMoreThanHeld();
}
