export type RowLimits = {
  maxColumns: number;
  /** Longest text of one row, line ends inside quotes included, that is held in memory. */
  maxRowLength: number;
  maxCellLength: number;
};

export const rowLimits: RowLimits = { maxColumns: 2000, maxRowLength: 1024 * 1024, maxCellLength: 100_000 };
