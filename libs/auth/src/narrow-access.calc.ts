import { covers, rowKinds, type RowScope } from '@kairos/contracts';
import type { Access } from './access-source.ts';
import { rowsReached } from './row-scope.ts';

export type KeyAccess = { active: boolean; scopes: readonly string[]; rowScope: RowScope };

/** What remains of a membership's access when it is used through a key: never more than either allows. */
export function narrowAccess<A extends Access>(owner: A, key: KeyAccess | undefined): A {
  if (!key?.active) return { ...owner, active: false, permissions: [], keyEnded: true };
  return { ...owner, permissions: narrowPermissions(owner.permissions, key.scopes), rowScope: narrowRowScope(owner.rowScope, key.rowScope) };
}

/** Both sides may hold patterns: of two that overlap, the narrower one remains. */
function narrowPermissions(held: readonly string[], scopes: readonly string[]): string[] {
  const common = held.flatMap((permission) => scopes.flatMap((scope) => (covers(scope, permission) ? [permission] : covers(permission, scope) ? [scope] : [])));
  return [...new Set(common)];
}

/** Of every kind of rows, those that both reach; a kind that neither names is decided by the plants, as in any scope. */
function narrowRowScope(owner: RowScope, key: RowScope): RowScope {
  const named = rowKinds.filter((kind) => kind === 'plants' || owner[kind] !== undefined || key[kind] !== undefined);
  return Object.fromEntries(named.map((kind) => [kind, overlap(rowsReached({ rowScope: owner }, kind), rowsReached({ rowScope: key }, kind))])) as RowScope;
}

function overlap(reached: string[] | null, wanted: string[] | null): 'all' | string[] {
  if (reached === null || wanted === null) return reached ?? wanted ?? 'all';
  const ids = new Set(reached);
  return wanted.filter((id) => ids.has(id));
}
