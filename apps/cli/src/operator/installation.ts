import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serviceNames, type ServiceName } from '@kairos/contracts';
import type { ServiceDefinition } from '@kairos/service-kit';

export type Migratable = Pick<ServiceDefinition, 'name' | 'migrations'> & { name: ServiceName };

const apps = new URL('../../../', import.meta.url);

/** The program of a service of this installation. */
export function programOf(service: ServiceName): string {
  return fileURLToPath(new URL(`${service}/dist/main.js`, apps));
}

/** Every service by its migrations: what an operator needs of its code. */
export const everyService: Migratable[] = serviceNames.map((name) => ({ name, migrations: new URL(`${name}/migrations/`, apps) }));

export const obligationPacks = new URL('workflows/packs/', apps);

/** The program that runs the tests of obligation packs. */
export const packTests = fileURLToPath(new URL('workflows/dist/check-packs.js', apps));

/** The script that runs the embedded Postgres of a folder while it is restored. */
export const restoreScript = fileURLToPath(new URL('../tools/restore.ts', apps));

export const productVersion = (JSON.parse(readFileSync(new URL('cli/package.json', apps), 'utf8')) as { version: string }).version;
