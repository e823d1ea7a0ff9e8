import type { PlantExportColumn, PlantView } from '@kairos/contracts';

/** What stands in one cell: `null` is an empty one, a date `2027-03-31`. */
export type TableCell = string | number | boolean | null;

/** Exact in files of text; a workbook holds numbers of double precision, which is exact to the watt for any plant. */
const numeric = new Set<PlantExportColumn>(['capacityKw', 'latitudeDeg', 'longitudeDeg', 'incentivesPerYearEur', 'incentivesTotalEur']);

/** One line of an export: numbers as numbers, several values of one field joined by `; `. */
export function plantCells(plant: PlantView, columns: readonly PlantExportColumn[]): TableCell[] {
  return columns.map((column) => {
    const value = plant[column];
    if (Array.isArray(value)) return value.join('; ');
    return numeric.has(column) && typeof value === 'string' ? Number(value) : (value ?? null);
  });
}

/** The same for a file of text, where what is true is `true` and what is missing is nothing. */
export function asText(cell: TableCell): string | number {
  return typeof cell === 'number' ? cell : cell === null ? '' : String(cell);
}
