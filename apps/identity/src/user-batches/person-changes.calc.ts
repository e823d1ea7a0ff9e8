import type { FieldChange, FieldValue, RowScope } from '@kairos/contracts';

type Named = { qualifiedName(): string };
type State = { roles: readonly Named[]; rowScope: RowScope; displayName?: string | null; locale?: string };

const mostListed = 20;

/** What one state of a person has otherwise than another, by the fields of a row. */
export function personChanges(before: State, after: State): FieldChange[] {
  return (['displayName', 'roles', 'plants', 'locale'] as const).flatMap((field) => {
    const [was, is] = [valueOf(before, field), valueOf(after, field)];
    return JSON.stringify(was) === JSON.stringify(is) ? [] : [{ field, before: shown(was), after: shown(is) }];
  });
}

function valueOf({ roles, rowScope, displayName, locale }: State, field: 'displayName' | 'roles' | 'plants' | 'locale'): string | string[] | null {
  if (field === 'displayName') return displayName ?? null;
  if (field === 'locale') return locale ?? null;
  if (field === 'roles') return roles.map((role) => role.qualifiedName()).sort();
  return rowScope.plants === 'all' ? 'all' : [...rowScope.plants].sort();
}

function shown(value: string | string[] | null): FieldValue {
  return Array.isArray(value) && value.length > mostListed ? `${value.length} of them` : value;
}
