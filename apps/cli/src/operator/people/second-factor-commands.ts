import type { Command } from 'commander';
import { z } from 'zod';
import type { SecondFactorsRemoval } from '@kairos/contracts';
import { CliError } from '../../cli.errors.ts';
import { printable } from '../../format/table.calc.ts';
import { programOf } from '../installation.ts';
import type { OperatorContext } from '../operator-context.ts';
import { runProgram } from '../run-program.ts';

type Options = { reason: string; home?: string };
const Answer = z.union([z.object({ refused: z.string() }), z.object({ email: z.string() })]);

/** `second-factors remove`: for somebody who has lost authenticator, recovery codes and passkeys. */
export function addSecondFactorCommands(program: Command, context: () => OperatorContext): void {
  program
    .command('second-factors')
    .description('second factors of people who have lost them')
    .command('remove <email>')
    .description('take them off an account and end its sessions; the password alone opens it then')
    .requiredOption('--reason <text>', 'why, and how you know who asks; stands in the audit trail of each of their tenants')
    .option('--home <folder>', 'folder of the stack')
    .action((email: string, { reason, home }: Options) => remove(context(), { email, reason }, home));
}

async function remove(context: OperatorContext, removal: SecondFactorsRemoval, home: string | undefined): Promise<void> {
  const own = context.operator(home).environments.identity;
  const output = await runProgram('The removal', [programOf('identity'), 'remove-second-factors', JSON.stringify(removal)], own ? { PATH: context.environment['PATH'], ...own } : context.environment);
  const answer = Answer.parse(JSON.parse(output.trim().split('\n').at(-1) ?? ''));
  if ('refused' in answer) throw new CliError(answer.refused);
  context.terminal.result(answer, () => `${printable(answer.email)} has no second factor any more, and is told so by mail.`);
}
