export type SseFrame = { id?: string; event: string; data: string };

/** Cuts what has arrived of a stream of server-sent events into whole frames and the unfinished rest. */
export function readFrames(text: string): { frames: SseFrame[]; rest: string } {
  const blocks = text.split(/\r\n\r\n|\n\n|\r\r/);
  const rest = blocks.pop() ?? '';
  return { frames: blocks.map(readFrame), rest };
}

function readFrame(block: string): SseFrame {
  const frame: SseFrame = { event: 'message', data: '' };
  const data: string[] = [];
  for (const line of block.split(/\r\n|\n|\r/)) {
    if (line.startsWith(':') || line === '') continue;
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'id') frame.id = value;
    else if (name === 'event') frame.event = value;
    else if (name === 'data') data.push(value);
  }
  return { ...frame, data: data.join('\n') };
}
