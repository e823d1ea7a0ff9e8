import { eventually } from '@kairos/testing';

export type Frame = { id?: string; event?: string; data?: string };

/** Reads a live stream as a browser does. */
export class EventReader {
  readonly frames: Frame[] = [];
  status = 0;
  isClosed = false;
  private readonly stopping = new AbortController();

  private constructor() {}

  static async open(url: string, headers: Record<string, string>, query = ''): Promise<EventReader> {
    const reader = new EventReader();
    const response = await fetch(`${url}/api/v1/events${query}`, { headers, signal: reader.stopping.signal });
    reader.status = response.status;
    void reader.read(response);
    return reader;
  }

  get lastId(): string {
    return this.frames.findLast((frame) => frame.id !== undefined)?.id ?? '';
  }

  /** Types and subjects of the events that came. */
  get events(): string[] {
    return this.frames.filter((frame) => frame.data && !frame.event).map((frame) => {
      const event = JSON.parse(frame.data ?? '') as { type: string; subject: string };
      return `${event.type} ${event.subject}`;
    });
  }

  async until(satisfied: (reader: EventReader) => boolean, withinMs = 5000): Promise<void> {
    await eventually(async () => this.frames, () => satisfied(this), withinMs);
  }

  close(): void {
    this.stopping.abort();
  }

  private async read(response: Response): Promise<void> {
    try {
      let rest = '';
      for await (const chunk of response.body ?? []) {
        rest += Buffer.from(chunk as Uint8Array).toString();
        const blocks = rest.split('\n\n');
        rest = blocks.pop() ?? '';
        this.frames.push(...blocks.map(parse));
      }
    } catch {
      // ended by either side
    }
    this.isClosed = true;
  }
}

function parse(block: string): Frame {
  return Object.fromEntries(block.split('\n').filter((line) => line && !line.startsWith(':')).map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
}
