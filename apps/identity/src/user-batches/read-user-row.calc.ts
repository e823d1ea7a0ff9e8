import { GivenRowScope, ImportedUserBody, type BatchRowResult, type Locale, type RowScope } from '@kairos/contracts';

export type BatchRow = { rowNumber: number; values: Record<string, unknown> };
export type RowError = BatchRowResult['errors'][number];
/** What a row says of a person; what it leaves out is undefined. */
export type UserRow = { email: string; displayName: string | undefined; roleNames: string[]; plants: RowScope['plants'] | undefined; locale: Locale | undefined };
export type ReadUserRow = { person: UserRow } | { errors: RowError[] };

/** Reads the values of one import row as a person, with an error for each field that breaks a rule. */
export function readUserRow({ values }: BatchRow): ReadUserRow {
  const parsed = ImportedUserBody.safeParse(values);
  if (!parsed.success) {
    return {
      errors: parsed.error.issues.map((issue) => {
        const field = String(issue.path[0] ?? (issue.code === 'unrecognized_keys' ? issue.keys[0] : ''));
        return fault(field, `invalid-${field || 'row'}`, issue.message, values[field]);
      }),
    };
  }
  const { email, displayName, roles, plants, locale } = parsed.data;
  const given = GivenRowScope.shape.plants.optional().safeParse(plants ? plantsOf(plants) : undefined);
  if (!given.success) return { errors: [fault('plants', 'invalid-plants', 'must be all, none, or ids of at most 5,000 plants joined by ;', plants)] };
  return { person: { email, displayName: displayName ?? undefined, roleNames: listed(roles), plants: given.data, locale: locale ?? undefined } };
}

/** The addresses that rows are about, as identity spells them. */
export function emailsOf(rows: readonly BatchRow[]): string[] {
  return [...new Set(rows.flatMap((row) => {
    const read = readUserRow(row);
    return 'person' in read ? [read.person.email] : [];
  }))];
}

export function rejected(rowNumber: number, errors: RowError[]): BatchRowResult {
  return { rowNumber, outcome: 'rejected', recordId: null, errors };
}

const toldFields = ['roles', 'plants', 'locale'];

/** Whatever names a person, or has no place in a row, stays out of receipts, which are kept: an error says the field, and the file has the rest. */
export function fault(field: string, code: string, detail: string, value?: unknown): RowError {
  return { field, code, value: typeof value === 'string' && toldFields.includes(field) ? value.slice(0, 200) : null, detail };
}

function plantsOf(text: string): RowScope['plants'] {
  if (text === 'all') return 'all';
  return text === 'none' ? [] : [...new Set(listed(text.toLowerCase()))];
}

function listed(text: string): string[] {
  return [...new Set(text.split(';').map((name) => name.trim()).filter(Boolean))];
}
