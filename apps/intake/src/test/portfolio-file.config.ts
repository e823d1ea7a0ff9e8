import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../../../', import.meta.url));
const folder = process.env['KAIROS_DATA'] ?? join(repository, '..', 'shared', 'data');

/** The WRI file of Italy, where this machine has it, and the small made-up file of the same shape that is in the repository. */
export const portfolioFile = {
  real: join(folder, 'plants', 'italy-wri.csv'),
  sample: join(repository, 'apps', 'intake', 'test', 'wri-sample.csv'),
  present: existsSync(join(folder, 'plants', 'italy-wri.csv')),
};
