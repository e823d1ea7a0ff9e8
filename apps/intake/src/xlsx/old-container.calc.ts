import type { FileFault } from '../rows/file.errors.ts';
import { workbookFault } from './workbook.errors.ts';

const mark = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const encrypted = Buffer.from('EncryptedPackage', 'utf16le');

/** Whether a file begins like the compound files that Excel wrote before 2007, and still writes around what a password protects. */
export function isOldContainer(head: Uint8Array): boolean {
  return mark.equals(head.subarray(0, mark.length));
}

/** Why such a file is not read. */
export function oldContainerFault(head: Uint8Array): FileFault {
  return Buffer.from(head).includes(encrypted)
    ? workbookFault('encrypted-file', 'it is protected by a password; save it without one')
    : workbookFault('legacy-workbook', 'it is a workbook of the format before 2007 (.xls), or protected by a password; save it as .xlsx without one');
}
