import { customFieldKeyOf, type PlantExportColumn, type PlantView } from '@kairos/contracts';

/** What stands in one cell: `null` is an empty one, a date `2027-03-31`. */
export type TableCell = string | number | boolean | null;

/** Numbers are of double precision, in workbooks too, which is exact to the watt for any plant. */
const numeric: readonly PlantExportColumn[] = (['capacityKw', 'latitudeDeg', 'longitudeDeg', 'incentivesPerYearEur', 'incentivesTotalEur']);

/** @param customNumbers the keys of custom fields that hold decimal numbers */
export function numericColumns(customNumbers: readonly string[]): ReadonlySet<PlantExportColumn> {
  return new Set([...numeric, ...customNumbers.map((key) => `customFields.${key}` as const)]);
}

/** One line of an export: numbers as numbers, but in words where double precision would round them; several values of one field joined by `; `. */
export function plantCells(plant: PlantView, columns: readonly PlantExportColumn[], numbers: ReadonlySet<PlantExportColumn>): TableCell[] {
  return columns.map((column) => {
    const key = customFieldKeyOf(column);
    const value = key === undefined ? plant[column as Exclude<PlantExportColumn, `customFields.${string}`>] : plant.customFields[key];
    if (Array.isArray(value)) return value.join('; ');
    return numbers.has(column) && typeof value === 'string' && String(Number(value)) === value ? Number(value) : (value ?? null);
  });
}

/** The same for a file of text, where what is true is `true` and what is missing is nothing. */
export function asText(cell: TableCell): string | number {
  return typeof cell === 'number' ? cell : cell === null ? '' : String(cell);
}
