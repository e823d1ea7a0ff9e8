import { z } from 'zod';
import { TenantPlan, TenantStatus, type OperatorAct } from '@kairos/contracts';
import { CliError } from '../../cli.errors.ts';
import type { Environment } from '../../config.ts';
import { programOf } from '../installation.ts';
import type { Operator } from '../operator.ts';
import { runProgram } from '../run-program.ts';

const ActedOn = z.object({ tenantId: z.string(), name: z.string(), status: TenantStatus, plan: TenantPlan, planEndsOn: z.string().nullable(), readOnlyFrom: z.string().nullable(), closedFrom: z.string().nullable(), features: z.array(z.string()) });
export type ActedOn = z.infer<typeof ActedOn>;
const Answer = z.union([z.object({ refused: z.string() }), ActedOn]);

/** Has identity carry out an operator's act; its environment comes from the stack's folder, else from ours. */
export async function actOnTenant(act: OperatorAct, operator: Pick<Operator, 'environments'>, environment: Environment): Promise<ActedOn> {
  const own = operator.environments.identity;
  const output = await runProgram('The change of the tenant', [programOf('identity'), 'tenant', JSON.stringify(act)], own ? { PATH: environment['PATH'], ...own } : environment);
  const answer = Answer.parse(JSON.parse(output.trim().split('\n').at(-1) ?? ''));
  if ('refused' in answer) throw new CliError(answer.refused);
  return answer;
}
