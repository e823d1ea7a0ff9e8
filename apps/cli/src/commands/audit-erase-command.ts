import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { ErasedAuditDetails } from '@kairos/contracts';
import { CliError } from '../cli.errors.ts';
import { withProof } from '../client/with-proof.ts';
import type { Context } from '../context.ts';
import { printable } from '../format/table.calc.ts';
import { userNamed } from './user-named.ts';

type EraseOptions = { content?: boolean; reason: string; confirm: string };

export function addAuditEraseCommand(audit: Command, context: () => Context): void {
  audit
    .command('erase <user>')
    .description('erase for good what the trail tells of a former user; the chain goes on verifying')
    .option('--content', 'also what tells about them, such as names and values before and after')
    .requiredOption('--reason <text>', 'why; it stands in the audit trail')
    .requiredOption('--confirm <name>', 'the name of the user, as it stands in the list')
    .action((who: string, options: EraseOptions) => erase(context(), who, options));
}

async function erase(context: Context, who: string, { content = false, reason, confirm }: EraseOptions): Promise<void> {
  const { id, displayName } = await userNamed(context.api, who);
  if (confirm.trim() !== displayName.trim()) throw new CliError(`${printable(who)} is not called ${printable(confirm)}; nothing is erased.`);
  const body = { userId: id, content, reason };
  const erased = await withProof(context, () => context.api.call('/api/v1/identity/audit-records/erasures', ErasedAuditDetails, { method: 'POST', headers: { 'idempotency-key': randomUUID() }, body }));
  context.terminal.result(erased, () => `Erased: who acted, of ${erased.actor} records; what it was about, of ${erased.content}.`);
}
