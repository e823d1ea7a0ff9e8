import type { Command } from 'commander';
import { z } from 'zod';
import { CliError } from '../../cli.errors.ts';
import { printable } from '../../format/table.calc.ts';
import { programOf } from '../installation.ts';
import type { OperatorContext } from '../operator-context.ts';
import { runProgram } from '../run-program.ts';

type Options = { reason: string; home?: string };
const Answer = z.object({ keyId: z.string().nullable(), connectors: z.int(), webhookEndpoints: z.int(), unreadable: z.array(z.string()) });

/** `secrets reseal`: after a newer key was put beside the one that sealed them. */
export function addSecretCommands(program: Command, context: () => OperatorContext): void {
  program
    .command('secrets')
    .description('sealed secrets of the installation')
    .command('reseal')
    .description('seal the secrets of connectors and webhooks with the newest key; safe to repeat, and to end anywhere')
    .requiredOption('--reason <text>', 'why; stands in the audit trail of each tenant that has any')
    .option('--home <folder>', 'folder of the stack')
    .action(({ reason, home }: Options) => reseal(context(), reason, home));
}

async function reseal(context: OperatorContext, reason: string, home: string | undefined): Promise<void> {
  const own = context.operator(home).environments.intake;
  const output = await runProgram('Sealing the secrets', [programOf('intake'), 'reseal-secrets', reason], own ? { PATH: context.environment['PATH'], ...own } : context.environment);
  const answer = Answer.parse(JSON.parse(output.trim().split('\n').at(-1) ?? ''));
  const { keyId, connectors, webhookEndpoints, unreadable } = answer;
  context.terminal.result(answer, () => [`${connectors} connectors and ${webhookEndpoints} webhook endpoints are sealed with ${keyId ?? 'no key'} now`, ...unreadable.map((what) => printable(`${what}: no key of the folder opens it`))].join('\n'));
  if (unreadable.length > 0) throw new CliError(`${unreadable.length} secrets stay as they are: put their key back, or give them anew.`);
}
