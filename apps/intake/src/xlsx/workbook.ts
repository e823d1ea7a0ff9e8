import { posix } from 'node:path';
import { Archive } from './archive.ts';
import { cellFormats, type CellFormat } from './cell-format.calc.ts';
import { workbookLimits, type WorkbookLimits } from './limits.ts';
import { readXml } from './read-xml.ts';
import { readSharedStrings } from './read-shared-strings.ts';
import { SpooledFile } from './spooled-file.ts';
import { workbookFault } from './workbook.errors.ts';

export type Sheet = { name: string; part: string; hidden: boolean };
type Relation = { type: string; target: string };
type Relations = ReadonlyMap<string, Relation>;

/** A workbook that is open for reading: its sheets, and what their cells refer to. Has to be closed. */
export class Workbook {
  private constructor(
    private readonly file: SpooledFile,
    readonly archive: Archive,
    readonly limits: WorkbookLimits,
    readonly sheets: readonly Sheet[],
    readonly from1904: boolean,
    readonly formats: readonly CellFormat[],
    readonly sharedStrings: readonly string[],
  ) {}

  static async open(bytes: AsyncIterable<Uint8Array>, limits = workbookLimits): Promise<Workbook> {
    const file = await SpooledFile.of(bytes);
    try {
      const archive = await Archive.open(file, limits);
      const main = targetOf(await relationsOf(archive, '', limits), 'officeDocument');
      if (main === undefined || !main.endsWith('.xml')) throw workbookFault('unsupported-format', 'it is an archive, but no workbook of the format .xlsx');
      const relations = await relationsOf(archive, main, limits);
      const { sheets, from1904 } = await sheetsOf(archive, main, relations, limits);
      const styles = targetOf(relations, 'styles');
      return new Workbook(
        file, archive, limits, sheets, from1904,
        cellFormats(styles === undefined ? undefined : await archive.text(styles)),
        await readSharedStrings(archive, targetOf(relations, 'sharedStrings'), limits),
      );
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  get byteSize(): number {
    return this.file.size;
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

/** What a part refers to, by the names it has for it; `''` is the workbook as a whole. */
async function relationsOf(archive: Archive, part: string, { maxParts }: WorkbookLimits): Promise<Relations> {
  const folder = posix.dirname(part);
  const text = await archive.text(part === '' ? '_rels/.rels' : posix.join(folder, '_rels', `${posix.basename(part)}.rels`));
  const relations = new Map<string, Relation>();
  if (text === undefined) return relations;
  readXml(text, {
    open: ({ name, attributes: { Id = '', Type = '', Target = '', TargetMode } }) => {
      if (name !== 'Relationship' || TargetMode === 'External' || relations.has(Id)) return;
      if (relations.size === maxParts) throw workbookFault('unsafe-workbook', `one of its parts refers to more than ${maxParts} others`);
      relations.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), target: Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target) });
    },
  });
  return relations;
}

function targetOf(relations: Relations, type: string): string | undefined {
  return [...relations.values()].find((relation) => relation.type === type)?.target;
}

async function sheetsOf(archive: Archive, main: string, relations: Relations, { maxSheets }: WorkbookLimits): Promise<{ sheets: Sheet[]; from1904: boolean }> {
  const sheets: Sheet[] = [];
  let from1904 = false;
  readXml((await archive.text(main)) ?? '', {
    open: ({ name, attributes }) => {
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      const relation = relations.get(id);
      if (relation?.type !== 'worksheet') return;
      if (sheets.length === maxSheets) throw workbookFault('unsafe-workbook', `it has more sheets than the ${maxSheets} that are read`);
      sheets.push({ name: attributes['name'] ?? '', part: relation.target, hidden: (attributes['state'] ?? 'visible') !== 'visible' });
    },
  });
  return { sheets, from1904 };
}
