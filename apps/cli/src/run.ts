import { Command, CommanderError } from 'commander';
import { CliError } from './cli.errors.ts';
import { addEventsCommand } from './commands/tail-events.ts';
import { addApiKeysCommands } from './commands/api-keys-commands.ts';
import { addAuditCommands } from './commands/audit-commands.ts';
import { addAbsencesCommands } from './commands/absences-commands.ts';
import { addTeamsCommands } from './commands/teams-commands.ts';
import { addConnectorsCommands } from './commands/connectors-commands.ts';
import { addDashboardCommand } from './commands/dashboard-command.ts';
import { addDeadlinesCommands } from './commands/deadlines-commands.ts';
import { addNotificationsCommands } from './commands/notifications-commands.ts';
import { addDeliveriesCommands } from './commands/deliveries-commands.ts';
import { addDisposalsCommands } from './commands/disposals-commands.ts';
import { addDocumentTemplatesCommands } from './commands/document-templates-commands.ts';
import { addDocumentsCommands } from './commands/documents-commands.ts';
import { addIdentityProvidersCommands } from './commands/identity-providers-commands.ts';
import { addImportCommand } from './commands/import-command.ts';
import { addJobsCommands } from './commands/jobs-commands.ts';
import { addMailedLinkCommands } from './commands/mailed-link-commands.ts';
import { addChangeSetsCommands } from './commands/change-sets-commands.ts';
import { addCustomFieldsCommands } from './commands/custom-fields-commands.ts';
import { addPlantsCommands } from './commands/plants-commands.ts';
import { addRecipesCommands } from './commands/recipes-commands.ts';
import { addRetentionCommands } from './commands/retention-commands.ts';
import { addSessionCommands } from './commands/session-commands.ts';
import { addTasksCommands } from './commands/tasks-commands.ts';
import { addUsersCommands } from './commands/users-commands.ts';
import { addWebhooksCommands } from './commands/webhooks-commands.ts';
import { addWorkflowTemplatesCommands } from './commands/workflow-templates-commands.ts';
import { addWorkflowsCommands } from './commands/workflows-commands.ts';
import { readConfig, type Environment } from './config.ts';
import { Context } from './context.ts';
import { registerOperatorCommands } from './operator/register-operator-commands.ts';
import { Terminal } from './terminal.ts';

type Terminals = (json: boolean) => Terminal;

/** Runs one command line; answers the exit code. */
export async function run(argv: string[], environment: Environment, terminalFor: Terminals = (json) => new Terminal(json)): Promise<number> {
  const program = commandLine(environment, terminalFor);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    if (!(error instanceof CliError)) throw error;
    terminalFor(false).note(error.message);
    return error.exitCode;
  }
}

/** Every command, as `--help` tells of them. */
export function commandLine(environment: Environment, terminalFor: Terminals): Command {
  const program = new Command('kairos').description('Kairos at the command line: a client of its API, and the operator’s tools.').option('--json', 'print results as JSON').exitOverride();
  const context = () => new Context(readConfig(environment), terminalFor(program.opts<{ json?: true }>().json ?? false));
  addSessionCommands(program, context);
  addMailedLinkCommands(program, context);
  addImportCommand(program, context);
  addRecipesCommands(program, context);
  addJobsCommands(program, context);
  addConnectorsCommands(program, context);
  addDeliveriesCommands(program, context);
  addWebhooksCommands(program, context);
  addPlantsCommands(program, context);
  addChangeSetsCommands(program, context);
  addCustomFieldsCommands(program, context);
  addDeadlinesCommands(program, context);
  addNotificationsCommands(program, context);
  addWorkflowsCommands(program, context);
  addTasksCommands(program, context);
  addTeamsCommands(program, context);
  addAbsencesCommands(program, context);
  addWorkflowTemplatesCommands(program, context);
  addDashboardCommand(program, context);
  addDocumentsCommands(program, context);
  addDocumentTemplatesCommands(program, context);
  addRetentionCommands(program, context);
  addDisposalsCommands(program, context);
  addUsersCommands(program, context);
  addApiKeysCommands(program, context);
  addIdentityProvidersCommands(program, context);
  addAuditCommands(program, context);
  addEventsCommand(program, context);
  registerOperatorCommands(program, context);
  acceptJsonEverywhere(program);
  return program;
}

/** `kairos plants --json` as well as `kairos --json plants`. */
function acceptJsonEverywhere(program: Command): void {
  const visit = (command: Command): void => {
    for (const child of command.commands) {
      child.exitOverride().option('--json', 'print results as JSON').on('option:json', () => program.setOptionValue('json', true));
      visit(child);
    }
  };
  visit(program);
}
