import { z } from 'zod';
import type { ImportJobStatus, ImportMode } from '@kairos/contracts';
import { command, options, type CommandLine } from '../../lib/command-line.ts';

// The schema of contracts brings all of recipes along, which nobody needs before they are here.
export const statuses = ['scheduled', 'queued', 'running', 'retrying', 'awaiting-approval', 'completed', 'failed', 'cancelled', 'undoing', 'undone'] as const satisfies readonly ImportJobStatus[];
export const modes = ['plan', 'apply'] as const satisfies readonly ImportMode[];

export const ImportsSearch = z.object({ status: z.enum(statuses).optional().catch(undefined), mode: z.enum(modes).optional().catch(undefined) });
export type ImportsSearch = z.infer<typeof ImportsSearch>;

export function importsCommand({ status }: ImportsSearch): CommandLine {
  return command`kairos jobs list${options({ '--status': status })}`;
}
