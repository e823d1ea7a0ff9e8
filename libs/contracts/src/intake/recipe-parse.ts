import { z } from 'zod';

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export const Encoding = z.enum(encodings);
export type Encoding = z.infer<typeof Encoding>;

export const delimiters = [',', ';', '\t', '|'] as const;
export const Delimiter = z.enum(delimiters);
export type Delimiter = z.infer<typeof Delimiter>;

export const quotes = ['"', "'"] as const;
export const Quote = z.enum(quotes);
export type Quote = z.infer<typeof Quote>;

export const decimalSeparators = ['.', ','] as const;
export const groupSeparators = ['', ',', '.', ' ', "'"] as const;
/** How decimal numbers are written: `1.234,5` has a decimal comma and dots between groups. A group separator of `''` means there is none. */
export const NumberFormat = z.object({ decimalSeparator: z.enum(decimalSeparators), groupSeparator: z.enum(groupSeparators) });
export type NumberFormat = z.infer<typeof NumberFormat>;

/** Made of YYYY, MM or M, DD or D, each once, and separators: `DD/MM/YYYY`, or `D/M/YYYY` where one digit will do. */
export const DateFormat = z.string().regex(/^(?=.{8,12}$)(?=[^Y]*YYYY[^Y]*$)(?=[^M]*MM?[^M]*$)(?=[^D]*DD?[^D]*$)[YMD./ -]+$/, 'must be made of YYYY, MM and DD, each once');

export const EmptyValues = z.array(z.string().max(50)).max(50);

/** How the file is read. `auto` takes what the sniffer found in this very file. */
export const RecipeParse = z.strictObject({
  encoding: z.union([z.literal('auto'), Encoding]).default('auto'),
  delimiter: z.union([z.literal('auto'), Delimiter]).default('auto'),
  quote: z.union([z.literal('auto'), Quote]).default('auto'),
  /** The row that names the columns, counted from 1; 0 means there is none and columns are called `column 1`, `column 2`… */
  headerRow: z.union([z.literal('auto'), z.int().min(0).max(100)]).default('auto'),
  /** The sheet of a workbook, by its name; `auto` is the first that holds a table. */
  sheet: z.string().min(1).max(100).default('auto'),
  trim: z.boolean().default(true),
  emptyValues: EmptyValues.default([]),
  /** Passes over rows whose every cell is empty. Blank lines are passed over always. */
  skipEmptyRows: z.boolean().default(false),
});
export type RecipeParse = z.infer<typeof RecipeParse>;
