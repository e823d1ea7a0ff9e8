import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

export const StoredSession = z.object({ url: z.url(), email: z.string(), accessToken: z.string(), expiresAt: z.iso.datetime(), refreshToken: z.string() });
export type StoredSession = z.infer<typeof StoredSession>;

const lockStaleAfterMs = 15_000;

/** Who is signed in, in a file that only its owner may read. */
export class SessionStore {
  constructor(private readonly folder: string) {}

  read(): StoredSession | undefined {
    if (!existsSync(this.file)) return undefined;
    return StoredSession.safeParse(JSON.parse(readFileSync(this.file, 'utf8'))).data;
  }

  write(session: StoredSession): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const draft = `${this.file}.${process.pid}.tmp`;
    writeFileSync(draft, `${JSON.stringify(session, null, 2)}\n`, { mode: 0o600 });
    chmodSync(draft, 0o600);
    renameSync(draft, this.file);
  }

  forget(): void {
    rmSync(this.file, { force: true });
  }

  /**
   * Runs one renewal at a time: a refresh token is good for one use, and a second use would end the session of two programs
   * that renew it at once.
   */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const lock = `${this.file}.lock`;
    const givingUpAt = Date.now() + lockStaleAfterMs;
    while (!take(lock)) {
      if (Date.now() > givingUpAt) rmSync(lock, { force: true });
      await sleep(50);
    }
    try {
      return await work();
    } finally {
      rmSync(lock, { force: true });
    }
  }

  private get file(): string {
    return join(this.folder, 'session.json');
  }
}

function take(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
