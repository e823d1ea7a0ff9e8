import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Remembered = z.record(z.string(), z.string());
const mostRemembered = 100;

/** Which uploads were begun and not finished, so that the next call goes on with them. */
export class UnfinishedUploads {
  constructor(private readonly folder: string) {}

  find(file: string): string | undefined {
    return this.all()[file];
  }

  remember(file: string, upload: string): void {
    this.write(Object.entries({ ...this.all(), [file]: upload }).slice(-mostRemembered));
  }

  forget(file: string): void {
    this.write(Object.entries(this.all()).filter(([known]) => known !== file));
  }

  private all(): Record<string, string> {
    if (!existsSync(this.path)) return {};
    try {
      return Remembered.parse(JSON.parse(readFileSync(this.path, 'utf8')));
    } catch {
      return {};
    }
  }

  private write(entries: [string, string][]): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    writeFileSync(this.path, `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`, { mode: 0o600 });
  }

  private get path(): string {
    return join(this.folder, 'uploads.json');
  }
}
