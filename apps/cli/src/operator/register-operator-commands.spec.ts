import { describe, expect, it } from '@jest/globals';
import { Command } from 'commander';
import { registerOperatorCommands } from './register-operator-commands.ts';

function program(): Command {
  const kairos = new Command('kairos').exitOverride().configureOutput({ writeErr: () => undefined });
  kairos.command('events').command('tail');
  registerOperatorCommands(kairos);
  const quiet = (command: Command): void => command.commands.forEach((child) => quiet(child.exitOverride().configureOutput({ writeErr: () => undefined })));
  quiet(kairos);
  return kairos;
}
const run = (...argv: string[]) => program().parseAsync(argv, { from: 'user' });
const names = (command: Command | undefined) => command?.commands.map((child) => child.name());

describe('the operator commands', () => {
  it('stand beside what the program has, events with events', () => {
    const kairos = program();
    expect(names(kairos)).toEqual(['events', 'migrate', 'doctor', 'status', 'packs', 'backup', 'restore', 'tenants', 'settings', 'second-factors', 'secrets']);
    const events = kairos.commands.find((command) => command.name() === 'events');
    expect(names(events)).toEqual(['tail', 'snapshot', 'replay', 'dead-letters']);
    expect(names(events?.commands.find((command) => command.name() === 'dead-letters'))).toEqual(['list', 'show', 'replay', 'discard']);
  });

  it.each([
    [['migrate', 'carbon'], "value 'carbon' is invalid"],
    [['events', 'snapshot', 'carbon'], "value 'carbon' is invalid"],
    [['events', 'replay', '--stream', 'ASSETS'], "required option '--since"],
    [['events', 'replay', '--stream', 'ASSETS', '--since', 'soon'], 'must be an instant'],
    [['events', 'replay', '--stream', 'ASSETS', '--since', '24h', '--reset'], '--consumer and --reset go together'],
    [['events', 'dead-letters', 'discard'], 'Say which'],
    [['events', 'dead-letters', 'replay', 'an-id', '--all'], 'Say which'],
    [['settings', 'set', 'colour', 'blue', '--reason', 'x'], "'colour' is invalid"],
    [['settings', 'set', 'uploadMaxMib', '5'], "required option '--reason"],
    [['tenants', 'suspend', 'Alfa'], "required option '--reason"],
    [['tenants', 'set-plan', 'Alfa', 'Gold', '--reason', 'x'], "'Gold' is invalid"],
    [['tenants', 'set-plan', 'Alfa', 'Business', '--reason', 'x', '--until', '2027-02-30'], 'must be a date'],
    [['second-factors', 'remove', 'a@b.it'], "required option '--reason"],
    [['secrets', 'reseal'], "required option '--reason"],
    [['restore', 'a.kairos'], "required option '--home"],
    [['doctor', '--home', '/nowhere'], 'There is no /nowhere/operator.json'],
    [['status', '--home', '/nowhere'], 'There is no /nowhere/operator.json'],
  ])('refuse %j', async (argv, message) => {
    await expect(run(...argv)).rejects.toThrow(message);
  });
});
