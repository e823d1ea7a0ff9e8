import { ImportedComponentBody, quickReader, RegisterComponentBody, UpdateComponentBody } from '@kairos/contracts';
import { errorsOf, type BatchRow, type RowError } from '../plant-batches/read-batch-row.calc.ts';

const readBody = quickReader(ImportedComponentBody);

/** A row as the commands for one component take it. `changes` is what it says of a component that is known: what it does not name is left as it is. */
export type ComponentRow = {
  row: BatchRow; plantCode: string; code: string;
  /** Undefined where the row does not say it, null for the plant itself. */
  parentCode: string | null | undefined;
  body: RegisterComponentBody; changes: UpdateComponentBody;
};

export function readComponentRow(row: BatchRow): ComponentRow | { errors: RowError[] } {
  const parsed = readBody(row.values);
  if (!parsed.success) return { errors: errorsOf(parsed.error, row) };
  const { plantCode, parentCode, ...body } = parsed.data;
  const { code, kind: _kind, ...changes } = body;
  return { row, plantCode: plantCode.trim(), code: code.trim(), parentCode: parentCode?.trim() ?? parentCode, body: RegisterComponentBody.parse(body), changes: UpdateComponentBody.parse(changes) };
}
