import { randomUUID } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A file of the machine that holds a stream for as long as it is read: a workbook's table of contents stands at its end.
 * It has no name any more once it is open, so nothing of it stays behind however the process ends.
 */
export class SpooledFile {
  private constructor(
    readonly handle: FileHandle,
    readonly size: number,
  ) {}

  static async of(bytes: AsyncIterable<Uint8Array>): Promise<SpooledFile> {
    const path = join(tmpdir(), `kairos-workbook-${randomUUID()}`);
    const handle = await open(path, 'wx+', 0o600);
    try {
      await rm(path);
      let size = 0;
      for await (const chunk of bytes) {
        await handle.writeFile(chunk);
        size += chunk.byteLength;
      }
      return new SpooledFile(handle, size);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Up to `length` bytes of its beginning. */
  async head(length: number): Promise<Uint8Array> {
    const buffer = Buffer.alloc(Math.min(length, this.size));
    await this.handle.read(buffer, 0, buffer.length, 0);
    return buffer;
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}
