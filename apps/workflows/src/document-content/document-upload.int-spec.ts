import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { memoryUsage } from 'node:process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DocumentView } from '@kairos/contracts';
import type { Caller } from '@kairos/testing';
import { fullProof } from '../test/proof.config.ts';
import { WorkflowsUnderTest } from '../test/workflows-under-test.ts';

const mebibyte = 1_048_576;
/** A gigabyte is proved by `npm run proof -- document-upload`. */
const mebibytes = fullProof ? 954 : 128;
let workflows: WorkflowsUnderTest;
let manager: Caller;

beforeAll(async () => {
  workflows = await WorkflowsUnderTest.start();
  manager = await workflows.service.signIn(['documents.*']);
}, 60_000);
afterAll(() => workflows?.stop());

/** A file of no two pieces alike, made as it is sent. */
function* pieces(digest: { update: (piece: Buffer) => unknown }): Generator<Buffer> {
  const piece = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(mebibyte - 9)]);
  for (let at = 0; at < mebibytes; at += 1) {
    piece.writeUInt32LE(at, 100);
    digest.update(piece);
    yield Buffer.from(piece);
  }
}

async function upload(): Promise<{ status: number; document: DocumentView; sha256: string }> {
  const digest = createHash('sha256');
  const answer = Promise.withResolvers<{ status: number; text: string }>();
  const sent = request(`${manager.api.url}/api/v1/workflows/documents?fileName=large.pdf&category=Technical`, { method: 'POST', headers: { authorization: `Bearer ${manager.token}`, 'content-type': 'application/pdf', 'content-length': mebibytes * mebibyte } }, (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (part: string) => (text += part)).on('end', () => answer.resolve({ status: response.statusCode ?? 0, text }));
  });
  sent.on('error', answer.reject);
  await pipeline(Readable.from(pieces(digest)), sent);
  const { status, text } = await answer.promise;
  return { status, document: JSON.parse(text) as DocumentView, sha256: digest.digest('hex') };
}

describe(`a document of ${mebibytes} MiB`, () => {
  it('is taken in memory that does not grow with it', async () => {
    globalThis.gc?.();
    const idle = memoryUsage.rss();
    let peak = idle;
    const over = new AbortController();
    const watched = (async () => {
      while (!over.signal.aborted) {
        peak = Math.max(peak, memoryUsage.rss());
        await sleep(20);
      }
    })();
    const { status, document, sha256 } = await upload();
    over.abort();
    await watched;
    const aboveMiB = (peak - idle) / mebibyte;
    expect([status, document.latestVersion.sha256, document.latestVersion.byteSize]).toEqual([201, sha256, mebibytes * mebibyte]);
    process.stderr.write(`document-upload: ${mebibytes} MiB, peak ${aboveMiB.toFixed(0)} MiB above ${(idle / mebibyte).toFixed(0)} MiB idle, client and service in one process\n`);
    expect(aboveMiB).toBeLessThan(200);
  }, 300_000);
});
