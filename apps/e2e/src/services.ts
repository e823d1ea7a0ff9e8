import { serviceNames } from '@kairos/contracts';
import type { Migratable } from '@kairos/testing';

/** Every service by its migrations; journeys run them from their built folders and import none. */
export const everyService: Migratable[] = serviceNames.map((name) => ({ name, migrations: new URL(`../../${name}/migrations/`, import.meta.url) }));
