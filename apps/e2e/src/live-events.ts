import { eventually } from '@kairos/testing';

export type LiveEvent = { id: string; type: string; tenantid: string; subject: string; data: Record<string, unknown> };

/** What one reader of the live stream is told, for as long as they listen. */
export class LiveEvents {
  private text = '';
  private readonly leaving = new AbortController();
  private readonly over = Promise.withResolvers<void>();

  private constructor() {}

  static async open(url: string, headers: Record<string, string>): Promise<LiveEvents> {
    const reader = new LiveEvents();
    const response = await fetch(`${url}/api/v1/events`, { headers, signal: reader.leaving.signal });
    if (response.status !== 200) throw new Error(`The live stream answered ${response.status}.`);
    void reader.read(response);
    // The first position says that the reader is up to date; what happens from here on is told.
    await eventually(async () => reader.text, (text) => /^id: /m.test(text));
    return reader;
  }

  get events(): LiveEvent[] {
    return this.text.split('\n').flatMap((line) => (line.startsWith('data: {"specversion"') ? [JSON.parse(line.slice('data: '.length)) as LiveEvent] : []));
  }

  /** Resolves when the stream has ended, whoever ended it. */
  get ended(): Promise<void> {
    return this.over.promise;
  }

  close(): void {
    this.leaving.abort();
  }

  private async read(response: Response): Promise<void> {
    try {
      for await (const chunk of response.body ?? []) this.text += Buffer.from(chunk as Uint8Array).toString();
    } catch (error) {
      if (!this.leaving.signal.aborted) throw error;
    } finally {
      this.over.resolve();
    }
  }
}
