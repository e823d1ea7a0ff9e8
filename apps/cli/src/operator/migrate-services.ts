import type { ServiceName } from '@kairos/contracts';
import { CliError } from '../cli.errors.ts';
import type { Environment } from '../config.ts';
import { programOf } from './installation.ts';
import type { Operator } from './operator.ts';
import { runProgram } from './run-program.ts';

/** Brings schemas forward, each by its own service's program and as its owner role. */
export async function migrateServices(services: readonly ServiceName[], operator: Pick<Operator, 'ownerUrls'>, environment: Environment): Promise<void> {
  for (const service of services) {
    const url = operator.ownerUrls[service];
    if (!url) throw new CliError(`No password of ${service}_owner: give KAIROS_POSTGRES_${service.toUpperCase()}_OWNER.`);
    await runProgram(`The migration of ${service}`, [programOf(service), 'migrate'], { PATH: environment['PATH'], DATABASE_OWNER_URL: url });
  }
}
