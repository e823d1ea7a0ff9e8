export type WorkbookLimits = {
  /** Files inside the workbook. */
  maxParts: number;
  /** All parts together, unpacked, and how many times larger a large part may become: beyond that it is a bomb. */
  maxUnpackedBytes: number;
  maxRatio: number;
  /** Parts that are held in memory, such as the list of sheets and the styles, unpacked. */
  maxHeldBytes: number;
  /** The table of texts that cells share is held in memory. */
  maxSharedStrings: number;
  maxSharedLength: number;
  /** Text between two tags, and of all runs of one cell: no cell is that long. */
  maxTextLength: number;
  maxSheets: number;
};

const mebi = 1024 * 1024;

export const workbookLimits: WorkbookLimits = {
  maxParts: 10_000,
  maxUnpackedBytes: 8 * 1024 * mebi,
  maxRatio: 250,
  maxHeldBytes: 32 * mebi,
  maxSharedStrings: 2_000_000,
  maxSharedLength: 64 * mebi,
  maxTextLength: 1 * mebi,
  maxSheets: 200,
};

/** Smaller parts are never bombs: a few rows of blanks pack very well. */
export const ratioCountsFrom = 16 * mebi;
