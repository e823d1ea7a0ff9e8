import type { Command } from 'commander';
import { CliError } from '../../cli.errors.ts';
import { grouped } from '../../format/table.calc.ts';
import type { OperatorContext } from '../operator-context.ts';
import type { Manifest } from './manifest.ts';

type RestoreOptions = { home: string; yes?: true };

export function addBackupCommands(program: Command, context: () => OperatorContext): void {
  program
    .command('backup <file>')
    .description('write database, keys, secrets and stored files into one file')
    .option('--home <folder>', 'folder of the stack')
    .action((file: string, { home }: { home?: string }) => backup(context(), file, home));
  program
    .command('restore <file>')
    .description('rebuild an installation from a backup in an empty folder')
    .requiredOption('--home <folder>', 'the folder, which must be empty')
    .option('--yes', 'do not ask')
    .action((file: string, options: RestoreOptions) => restore(context(), file, options));
}

async function backup(context: OperatorContext, file: string, home: string | undefined): Promise<void> {
  const { terminal } = context;
  const { writeBackup } = await import('./write-backup.ts');
  const operator = context.operator(home);
  const manifest = await writeBackup(operator, file);
  terminal.result(summaryOf(manifest, file), () => `${file}: ${tell(manifest)}. Keep it as you keep a password: it holds keys and secrets.`);
  if (!operator.home) terminal.note('The secrets of this installation are in its environment and not in the backup: keep them too.');
}

async function restore({ terminal, environment }: OperatorContext, file: string, { home, yes }: RestoreOptions): Promise<void> {
  const { restoreBackup } = await import('./restore-backup.ts');
  const approve = async (manifest: Manifest): Promise<boolean> => {
    if (yes) return true;
    if (!terminal.isInteractive) throw new CliError('There is nobody to ask here: add --yes to restore.');
    return /^y(es)?$/i.test(await terminal.ask(`Restore the backup of ${manifest.createdAt} (${tell(manifest)}) into ${home}? [y/N] `));
  };
  const manifest = await restoreBackup({ file, home, environment, approve });
  if (!manifest) throw new CliError('Nothing was restored.');
  terminal.result(summaryOf(manifest, file), () => `Restored ${tell(manifest)} of ${manifest.createdAt}. Start it with: npm run up -- --home ${home}`);
}

const rowsOf = ({ services }: Manifest) => services.flatMap(({ tables }) => tables).reduce((sum, { rows }) => sum + rows, 0);

function tell(manifest: Manifest): string {
  return `${grouped(rowsOf(manifest))} rows of ${manifest.services.length} services, ${grouped(manifest.files.length)} files`;
}

function summaryOf(manifest: Manifest, file: string) {
  const { productVersion, createdAt, services, files } = manifest;
  return { file, productVersion, createdAt, rows: rowsOf(manifest), services: services.map(({ name, tables }) => ({ name, tables: tables.length })), files: files.length };
}
