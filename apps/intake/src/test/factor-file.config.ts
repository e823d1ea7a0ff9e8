import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../../../', import.meta.url));
const folder = process.env['KAIROS_DATA'] ?? join(repository, '..', 'shared', 'data');

/** The conversion factors of the United Kingdom for 2025, as published and as a plain table, where this machine has them. */
export const factorFile = {
  workbook: join(folder, 'factors', 'desnz-2025-flat-file.xlsx'),
  table: join(folder, 'factors', 'desnz-2025.csv'),
  present: existsSync(join(folder, 'factors', 'desnz-2025-flat-file.xlsx')),
};
