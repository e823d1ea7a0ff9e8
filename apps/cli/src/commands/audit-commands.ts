import { createReadStream, createWriteStream, existsSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { AuditSeal, AuditSealKey, NoAuditExport, verifyExportBytes, type ExportReport } from '@kairos/contracts/audit-chain';
import { CliError } from '../cli.errors.ts';
import type { Context } from '../context.ts';
import { instantOption } from './options.ts';
import { addAuditEraseCommand } from './audit-erase-command.ts';
import { addAuditSummaryCommand } from './audit-summary-command.ts';

const pieceBytes = 1024 * 1024;
type Excerpt = { format: string; category?: string; action?: string; status?: string; service?: string; resourceType?: string; resourceId?: string; actor?: string; text?: string; from?: Date; until?: Date };
type Trust = { seals?: string; publicKey?: string };

/** `audit export` needs a sign-in; `audit verify` needs the file and nothing else. */
export function addAuditCommands(program: Command, context: () => Context): void {
  const audit = program.command('audit').description('the audit trail as a chain that can be verified');
  addAuditSummaryCommand(audit, context);
  addAuditEraseCommand(audit, context);
  audit
    .command('export <file>')
    .description('write the whole chain of the tenant to a file; with filters or as CSV an excerpt, which cannot be verified as a chain')
    .option('--format <format>', 'jsonl or csv', 'jsonl')
    .option('--category <category>', 'such as auth, user, role, plant or import')
    .option('--action <action>', 'such as identity.role.redefine')
    .option('--status <status>', 'success, failure or denied')
    .option('--service <service>')
    .option('--resource-type <type>', 'such as Plant')
    .option('--resource-id <id>')
    .option('--actor <actor>', 'the id or the e-mail address of who did it')
    .option('--text <words>', 'part of the sentence, the name, the action or the address')
    .option('--from <when>', 'an instant, or an age such as 24h', instantOption)
    .option('--until <when>', 'an instant, or an age such as 24h', instantOption)
    .action((file: string, options: Excerpt) => exportChain(context(), file, options));
  audit
    .command('verify <export>')
    .description('verify an export offline; exit code 1 and the first bad record when it is not as it was written')
    .option('--seals <file>', 'seals kept elsewhere, one on each line')
    .option('--public-key <file>', 'the sealing keys to trust instead of those in the export, as published')
    .action((file: string, trust: Trust) => verifyFile(context(), file, trust));
}

async function exportChain({ api, terminal }: Context, file: string, { format, from, until, ...filters }: Excerpt): Promise<void> {
  const query = { ...filters, format, from: from?.toISOString(), until: until?.toISOString() };
  const response = await api.send('/api/v1/identity/audit-records/export', { query });
  if (!response.body) throw new CliError('The server sent nothing.');
  await pipeline(Readable.fromWeb(response.body as never), createWriteStream(file, { mode: 0o600, flags: 'wx' }));
  const complete = format === 'jsonl' && Object.values({ from, until, ...filters }).every((value) => value === undefined);
  terminal.result({ file, complete }, () => (complete ? `${file}: verify it with \`kairos audit verify ${file}\`` : `${file}: an excerpt; only the whole chain can be verified as one`));
}

async function verifyFile({ terminal }: Context, file: string, trust: Trust): Promise<void> {
  if (!existsSync(file)) throw new CliError(`There is no ${file}.`);
  const report = await read(file, trust);
  terminal.result(report, () => told(report));
  const { finding } = report;
  if (finding) throw new CliError(`Tenant ${finding.tenantId}, record ${finding.sequence}${finding.service ? ` of ${finding.service}` : ''} is bad (${finding.fault}): ${finding.detail}.`);
}

async function read(file: string, { seals, publicKey }: Trust): Promise<ExportReport> {
  try {
    return await verifyExportBytes(createReadStream(file, { highWaterMark: pieceBytes }), { ...(seals ? { seals: sealsIn(seals) } : {}), ...(publicKey ? { keys: keysIn(publicKey) } : {}) });
  } catch (error) {
    if (error instanceof NoAuditExport) throw new CliError(error.message);
    throw error;
  }
}

function sealsIn(file: string): AuditSeal[] {
  return readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => AuditSeal.parse(JSON.parse(line)));
}

function keysIn(file: string): AuditSealKey[] {
  const parsed = JSON.parse(readFileSync(file, 'utf8')) as { keys?: unknown[] };
  return (parsed.keys ?? []).map((key) => AuditSealKey.parse(key));
}

function told({ records, erased, seals, sealsMatched, last, complete }: ExportReport): string {
  const kept = `${records} records, ${erased} with erased details, ${sealsMatched} of ${seals} seals matched, last ${last.sequence}`;
  return complete ? kept : `${kept}; the export leaves records out, so each was held against its own hash alone`;
}
