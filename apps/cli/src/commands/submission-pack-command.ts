import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { Readable, Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { CliError } from '../cli.errors.ts';
import type { Context } from '../context.ts';
import { grouped } from '../format/table.calc.ts';

type PackOptions = { out: string; task?: string; document: string[]; markMissing?: true };
const collect = (value: string, before: string[]): string[] => [...before, value];

/** @param workflows the command it stands under */
export function addSubmissionPackCommand(workflows: Command, context: () => Context): void {
  workflows
    .command('submission-pack <id>')
    .description('write the documents of a workflow to a zip, with a manifest and SHA256SUMS; refused while required documents are missing')
    .requiredOption('--out <file>', 'a file that is not there yet')
    .option('--task <id>', 'those of one task alone')
    .option('--document <id>', 'these alone; may be given several times', collect, [])
    .option('--mark-missing', 'go on, and let the manifest say what is missing')
    .action((id: string, options: PackOptions) => pack(context(), id, options));
}

async function pack({ api, terminal }: Context, id: string, { out, task, document, markMissing }: PackOptions): Promise<void> {
  // A pack is on record once it was asked for: the place for it comes first.
  const file = await open(out, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw new CliError(error.code === 'EEXIST' ? `${out} is there already; name another file.` : `${out} cannot be written: ${error.message}`);
  });
  let whole = false;
  try {
    const body = { missing: markMissing ? 'mark' : 'refuse', ...(task === undefined ? {} : { taskId: task }), ...(document.length === 0 ? {} : { documentIds: document }) };
    const response = await api.send(`/api/v1/workflows/workflows/${encodeURIComponent(id)}/submission-pack`, { method: 'POST', body });
    if (!response.body) throw new CliError('The server sent nothing.');
    const count = new Counted();
    await pipeline(Readable.fromWeb(response.body as never), count, file.createWriteStream()).catch((error: Error) => {
      throw new CliError(`The pack did not arrive in full: ${error.message}`);
    });
    whole = true;
    const made = { file: out, packId: response.headers.get('kairos-pack-id'), manifestSha256: response.headers.get('kairos-manifest-sha256'), byteSize: count.byteSize, sha256: count.sha256() };
    terminal.result(made, () => `${out}: ${grouped(made.byteSize)} bytes, manifest ${made.manifestSha256 ?? '—'}; unpacked, \`sha256sum -c SHA256SUMS\` checks it`);
  } finally {
    await file.close().catch(() => undefined);
    if (!whole) await rm(out, { force: true });
  }
}

/** Passes bytes on, with their number and SHA-256. */
class Counted extends Transform {
  byteSize = 0;
  private readonly hash = createHash('sha256');

  sha256(): string {
    return this.hash.digest('hex');
  }

  override _transform(piece: Buffer, _encoding: string, done: TransformCallback): void {
    this.hash.update(piece);
    this.byteSize += piece.byteLength;
    done(null, piece);
  }
}
