import { join } from 'node:path';

/** Where the web application is. */
export const web = join(import.meta.dirname, '..', '..', 'web');
