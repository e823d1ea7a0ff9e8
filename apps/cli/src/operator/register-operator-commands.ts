import { Argument, type Command } from 'commander';
import { serviceNames, type ServiceName } from '@kairos/contracts';
import { CliError } from '../cli.errors.ts';
import { readConfig } from '../config.ts';
import { Context } from '../context.ts';
import { Terminal } from '../terminal.ts';
import { addBackupCommands } from './backup/backup-commands.ts';
import { environment } from './config.ts';
import { addDeadLetterCommands } from './events/dead-letter-commands.ts';
import { addEventCommands } from './events/event-commands.ts';
import { addSecretCommands } from './secrets/secret-commands.ts';
import { addSecondFactorCommands } from './people/second-factor-commands.ts';
import { addSettingCommands } from './settings/setting-commands.ts';
import { addTenantCommands } from './tenants/tenant-commands.ts';
import { OperatorContext } from './operator-context.ts';

/**
 * Adds what works with an operator's credentials and not through the API: `migrate`, `events snapshot|replay|dead-letters`,
 * `doctor`, `status`, `packs test`, `backup`, `restore`, `tenants`, `settings`, `second-factors` and `secrets`.
 *
 * @param contextFor what the program's other commands work with
 */
export function registerOperatorCommands(program: Command, contextFor: () => Context = () => contextOf(program)): void {
  const context = () => new OperatorContext(contextFor());
  program
    .command('migrate')
    .description('bring the schema of a service forward')
    .addArgument(new Argument('<service>').choices(['all', ...serviceNames]))
    .option('--home <folder>', 'folder of the stack')
    .action((service: ServiceName | 'all', { home }: { home?: string }) => migrate(context(), service, home));
  addDeadLetterCommands(addEventCommands(program, context), context);
  program
    .command('doctor')
    .description('check what must always hold on a running stack; exit code 1 when something does not')
    .option('--home <folder>', 'folder of the stack')
    .action(({ home }: { home?: string }) => doctor(context(), home));
  program
    .command('status')
    .description('how much waits and what fails, of all tenants together: events, imports, deliveries, upkeep')
    .option('--home <folder>', 'folder of the stack')
    .action(({ home }: { home?: string }) => status(context(), home));
  program
    .command('packs')
    .description('obligation packs')
    .command('test')
    .argument('[files...]', 'packs in YAML; all that are shipped when left out')
    .description('read obligation packs and run the tests that stand in them; exit code 1 when one fails')
    .action((files: string[]) => testPacks(context(), files));
  addBackupCommands(program, context);
  addTenantCommands(program, context);
  addSettingCommands(program, context);
  addSecondFactorCommands(program, context);
  addSecretCommands(program, context);
}

function contextOf(program: Command): Context {
  return new Context(readConfig(environment), new Terminal(program.opts<{ json?: true }>().json ?? false));
}

async function migrate(context: OperatorContext, service: ServiceName | 'all', home: string | undefined): Promise<void> {
  const services = service === 'all' ? serviceNames : [service];
  const { migrateServices } = await import('./migrate-services.ts');
  await migrateServices(services, context.operator(home), context.environment);
  context.terminal.result({ migrated: services }, () => `${services.join(', ')}: up to date`);
}

async function testPacks(context: OperatorContext, files: string[]): Promise<void> {
  const [{ runProgram }, { packTests }] = await Promise.all([import('./run-program.ts'), import('./installation.ts')]);
  const output = await runProgram('The test of obligation packs', [packTests, ...files], { PATH: context.environment['PATH'] });
  context.terminal.result({ passed: true, output: output.trim().split('\n') }, () => output.trim());
}

async function status(context: OperatorContext, home: string | undefined): Promise<void> {
  const [{ readStatus }, { tellStatus }] = await Promise.all([import('./status/read-status.ts'), import('./status/tell-status.calc.ts')]);
  const found = await readStatus(context.operator(home));
  context.terminal.result(found, () => tellStatus(found));
}

async function doctor(context: OperatorContext, home: string | undefined): Promise<void> {
  const [{ runDoctor }, { tellVerdicts }] = await Promise.all([import('./doctor/run-doctor.ts'), import('./doctor/tell-verdicts.calc.ts')]);
  const verdicts = await runDoctor(context.operator(home));
  context.terminal.result(verdicts, () => tellVerdicts(verdicts));
  const violated = verdicts.filter(({ status }) => status === 'violated').length;
  if (violated > 0) throw new CliError(`${violated} of ${verdicts.length} invariants do not hold.`);
}
