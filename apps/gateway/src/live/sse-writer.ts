import type { ServerResponse } from 'node:http';

type Frame = { id?: string; event?: string; data?: string; comment?: string; retryMs?: number };

/** Writes server-sent events to one response, and gives up on a reader who does not keep up. */
export class SseWriter {
  constructor(
    private readonly response: ServerResponse,
    private readonly maxBufferedBytes: number,
  ) {}

  /** @returns false when the connection was dropped, because more is waiting than its reader takes */
  write(frame: Frame): boolean {
    if (this.response.destroyed || this.response.writableEnded) return false;
    this.response.write(format(frame));
    if (this.response.writableLength <= this.maxBufferedBytes) return true;
    this.response.destroy();
    return false;
  }

  end(): void {
    if (!this.response.writableEnded) this.response.end();
  }
}

/** Data is JSON and ids are positions: neither holds a line break. */
function format({ id, event, data, comment, retryMs }: Frame): string {
  const lines = [
    ...(comment === undefined ? [] : [`: ${comment}`]),
    ...(retryMs === undefined ? [] : [`retry: ${retryMs}`]),
    ...(event === undefined ? [] : [`event: ${event}`]),
    ...(id === undefined ? [] : [`id: ${id}`]),
    ...(data === undefined ? [] : [`data: ${data}`]),
  ];
  return `${lines.join('\n')}\n\n`;
}
