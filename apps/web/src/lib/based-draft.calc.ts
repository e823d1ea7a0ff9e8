type Values = Readonly<Record<string, unknown>>;

/** The fields in which values differ from what they were made of. */
export function changedFields(began: Values, values: Values): string[] {
  return Object.keys(values).filter((field) => JSON.stringify(values[field]) !== JSON.stringify(began[field]));
}

/** What is kept now, with what I changed upon it; of values that have parts, the parts I changed. */
export function rebasedValues<T extends Values>(began: T, mine: T, theirs: T): T {
  return { ...theirs, ...Object.fromEntries(changedFields(began, mine).map((field) => [field, rebased(began[field], mine[field], theirs[field])])) };
}

function rebased(began: unknown, mine: unknown, theirs: unknown): unknown {
  return hasParts(began) && hasParts(mine) && hasParts(theirs) && new Set([began, mine, theirs].map(partsOf)).size === 1 ? rebasedValues(began, mine, theirs) : mine;
}

function hasParts(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function partsOf(value: Values): string {
  return Object.keys(value).sort().join();
}
