import type { Archive } from './archive.ts';
import type { WorkbookLimits } from './limits.ts';
import { TextRuns } from './text-runs.ts';
import { workbookFault } from './workbook.errors.ts';
import { XmlReader } from './read-xml.ts';

/** The texts that cells refer to by number. */
export async function readSharedStrings(archive: Archive, part: string | undefined, limits: WorkbookLimits): Promise<string[]> {
  const strings: string[] = [];
  if (part === undefined || !archive.has(part)) return strings;
  let length = 0;
  const runs = new TextRuns('si', limits.maxTextLength, (text) => {
    strings.push(text);
    length += text.length;
    if (strings.length > limits.maxSharedStrings || length > limits.maxSharedLength) {
      throw workbookFault('unsafe-workbook', `its cells share more than ${limits.maxSharedStrings} texts or ${limits.maxSharedLength} characters; save it as CSV`);
    }
  });
  const reader = new XmlReader(runs, limits.maxTextLength);
  for await (const { text } of archive.pieces(part)) reader.push(text);
  reader.end();
  return strings;
}
