import { z } from 'zod';
import type { ServiceName } from '@kairos/contracts';
import type { Environment } from '../../config.ts';
import { programOf } from '../installation.ts';
import type { Operator } from '../operator.ts';
import { runProgram } from '../run-program.ts';

const Snapshot = z.object({ aggregate: z.string(), tenants: z.int(), events: z.int() });
export type Snapshot = z.infer<typeof Snapshot>;

/** Has a service tell the present state of its aggregates; its environment comes from the stack's folder, else from ours. */
export async function snapshotService(service: ServiceName, operator: Operator, environment: Environment): Promise<Snapshot[]> {
  const own = operator.environments[service];
  const output = await runProgram(`The snapshot of ${service}`, [programOf(service), 'snapshot'], own ? { PATH: environment['PATH'], ...own } : environment);
  // Between the results may stand lines of the service's log.
  return output.split('\n').filter(Boolean).flatMap((line) => Snapshot.safeParse(JSON.parse(line)).data ?? []);
}
