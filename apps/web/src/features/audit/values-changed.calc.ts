export type ChangedField = { field: string; from: unknown; to: unknown };
type Values = Readonly<Record<string, unknown>> | null;

/** Field by field what a record replaced by what; what stayed the same is left out where both sides are known. */
export function changedFields(before: Values, after: Values): ChangedField[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return fields
    .map((field) => ({ field, from: before?.[field], to: after?.[field] }))
    .filter(({ from, to }) => before === null || after === null || JSON.stringify(from) !== JSON.stringify(to));
}

/** A value of the trail as text: it comes from any service, so nothing is known of it but its shape. */
export function written(value: unknown): string {
  if (value === undefined || value === null) return '–';
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(written).join(', ');
  return typeof value === 'object' ? JSON.stringify(value, undefined, 1) : String(value);
}
