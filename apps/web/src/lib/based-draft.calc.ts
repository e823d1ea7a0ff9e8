type Values = Readonly<Record<string, unknown>>;

/** The fields in which values differ from what they were made of. */
export function changedFields(began: Values, values: Values): string[] {
  return Object.keys(values).filter((field) => JSON.stringify(values[field]) !== JSON.stringify(began[field]));
}

/** What is kept now, with what I changed upon it. */
export function rebasedValues<T extends Values>(began: T, mine: T, theirs: T): T {
  return { ...theirs, ...Object.fromEntries(changedFields(began, mine).map((field) => [field, mine[field]])) };
}
