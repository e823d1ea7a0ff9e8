import { Argument, type Command } from 'commander';
import { z } from 'zod';
import { settingNames, settings, SettingValue, type OperatorSetting, type SettingDefinition, type SettingName } from '@kairos/contracts';
import { CliError } from '../../cli.errors.ts';
import { printable } from '../../format/table.calc.ts';
import { programOf } from '../installation.ts';
import type { OperatorContext } from '../operator-context.ts';
import { runProgram } from '../run-program.ts';

type Options = { reason: string; home?: string };
const Answer = z.union([z.object({ refused: z.string() }), z.object({ settings: z.record(z.string(), SettingValue), tenants: z.int() })]);

/** `setting set|reset`: what holds for every tenant of an installation. */
export function addSettingCommands(program: Command, context: () => OperatorContext): void {
  const setting = program.command('settings').description('settings of the whole installation');
  const change = (name: string, description: string) =>
    setting.command(name).description(description).addArgument(new Argument('<name>').choices(settingNames)).requiredOption('--reason <text>', 'why; stands in every tenant’s audit trail').option('--home <folder>', 'folder of the stack');
  change('set', `set one of ${settingNames.join(', ')}`)
    .argument('<value...>', 'a number, a word, or several words for a list')
    .action((name: SettingName, words: string[], { reason, home }: Options) => carryOut(context(), { name, value: valueOf(name, words), reason }, home));
  change('reset', 'take one back').action((name: SettingName, { reason, home }: Options) => carryOut(context(), { name, value: null, reason }, home));
}

async function carryOut(context: OperatorContext, setting: OperatorSetting, home: string | undefined): Promise<void> {
  const own = context.operator(home).environments.identity;
  const output = await runProgram('The setting', [programOf('identity'), 'setting', JSON.stringify(setting)], own ? { PATH: context.environment['PATH'], ...own } : context.environment);
  const answer = Answer.parse(JSON.parse(output.trim().split('\n').at(-1) ?? ''));
  if ('refused' in answer) throw new CliError(answer.refused);
  context.terminal.result(answer, () => `${setting.name}: ${printable(String(answer.settings[setting.name] ?? 'as usual'))}, told to ${answer.tenants} tenants`);
}

function valueOf(name: SettingName, words: string[]): SettingValue {
  const { usual }: SettingDefinition = settings[name];
  if (Array.isArray(usual)) return words;
  const [word = ''] = words;
  if (words.length > 1) throw new CliError(`${name} takes one value.`);
  if (typeof usual !== 'number') return word;
  if (!/^\d{1,9}$/.test(word)) throw new CliError(`${name} is a whole number.`);
  return Number(word);
}
