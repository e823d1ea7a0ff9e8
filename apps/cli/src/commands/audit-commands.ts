import { createReadStream, createWriteStream, existsSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { AuditSeal, AuditSealKey, NoAuditExport, verifyExportBytes, type ExportReport } from '@kairos/contracts/audit-chain';
import { CliError } from '../cli.errors.ts';
import type { Context } from '../context.ts';
import { addAuditSummaryCommand } from './audit-summary-command.ts';

const pieceBytes = 1024 * 1024;
type Trust = { seals?: string; publicKey?: string };

/** `audit export` needs a sign-in; `audit verify` needs the file and nothing else. */
export function addAuditCommands(program: Command, context: () => Context): void {
  const audit = program.command('audit').description('the audit trail as a chain that can be verified');
  addAuditSummaryCommand(audit, context);
  audit.command('export <file>').description('write the whole chain of the tenant to a file').action((file: string) => exportChain(context(), file));
  audit
    .command('verify <export>')
    .description('verify an export offline; exit code 1 and the first bad record when it is not as it was written')
    .option('--seals <file>', 'seals kept elsewhere, one on each line')
    .option('--public-key <file>', 'the sealing keys to trust instead of those in the export, as published')
    .action((file: string, trust: Trust) => verifyFile(context(), file, trust));
}

async function exportChain({ api, terminal }: Context, file: string): Promise<void> {
  const response = await api.send('/api/v1/identity/audit-records/export');
  if (!response.body) throw new CliError('The server sent nothing.');
  await pipeline(Readable.fromWeb(response.body as never), createWriteStream(file, { mode: 0o600, flags: 'wx' }));
  terminal.result({ file }, () => `${file}: verify it with \`kairos audit verify ${file}\``);
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
