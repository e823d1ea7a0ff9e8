import { FileFault } from '../rows/file.errors.ts';

export type WorkbookFaultCode = 'broken-workbook' | 'encrypted-file' | 'legacy-workbook' | 'unsafe-workbook' | 'sheet-not-found' | 'no-sheet' | 'broken-header' | 'unsupported-format';

/** The workbook as a whole cannot be read, or must not be. */
export function workbookFault(code: WorkbookFaultCode, detail: string): FileFault {
  return new FileFault({ code, line: 1, column: 1, detail });
}
