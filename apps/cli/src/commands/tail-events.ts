import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { parseEnvelope, type CloudEvent } from '@kairos/contracts';
import { ApiRefused, CliError, NotSignedIn } from '../cli.errors.ts';
import { readFrames, type SseFrame } from '../client/sse.calc.ts';
import type { Context } from '../context.ts';
import { printable } from '../format/table.calc.ts';
import { countOption } from './options.ts';
import { addUnconsumedCommands } from './unconsumed-commands.ts';

type TailOptions = { type?: string; count?: number; since?: string };

export function addEventsCommand(program: Command, context: () => Context): void {
  const events = program.command('events').description('what happens');
  addUnconsumedCommands(events, context);
  events
    .command('tail')
    .description('print what happens, as far as you may see it, until stopped')
    .option('--type <prefix>', 'only events whose type begins with it, such as assets.plant')
    .option('--count <n>', 'stop after so many', countOption)
    .option('--since <position>', 'go on after the position of an earlier event')
    .action((options: TailOptions) => tailEvents(context(), options));
}

/** Prints what happens until it is stopped; after a broken connection it goes on where it was. */
async function tailEvents({ api, terminal }: Context, { type, count = Number.POSITIVE_INFINITY, since }: TailOptions): Promise<void> {
  let [lastId, shown] = [since, 0];
  const take = (frame: SseFrame, stop: () => void): void => {
    if (frame.id) lastId = frame.id;
    if (frame.event === 'reset') terminal.note('— some events could not be told; read again what you need —');
    if (frame.event !== 'message' || !frame.data || shown >= count) return;
    const event = parseEnvelope(JSON.parse(frame.data));
    if (type && !event.type.startsWith(type)) return;
    terminal.line(terminal.json ? JSON.stringify(event) : lineOf(event));
    shown += 1;
    if (shown >= count) stop();
  };
  while (shown < count) {
    await follow(api, lastId, take);
    if (shown < count) await sleep(1000);
  }
}

async function follow(api: Context['api'], lastId: string | undefined, take: (frame: SseFrame, stop: () => void) => void): Promise<void> {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  try {
    const response = await api.send('/api/v1/events', { headers: { accept: 'text/event-stream', ...(lastId ? { 'last-event-id': lastId } : {}) }, signal: stopping.signal });
    const decoder = new TextDecoder();
    let waiting = '';
    for await (const chunk of response.body ?? []) {
      const { frames, rest } = readFrames(waiting + decoder.decode(chunk, { stream: true }));
      waiting = rest;
      for (const frame of frames) take(frame, stop);
    }
  } catch (error) {
    if (stopping.signal.aborted) return;
    if (error instanceof NotSignedIn || (error instanceof ApiRefused && error.problem.status < 500)) throw error;
    if (error instanceof CliError && lastId === undefined) throw error;
  }
}

function lineOf({ time, type, subject, data }: CloudEvent): string {
  const { name, code, status, counts } = data as Record<string, unknown>;
  const facts = [name, code, status].filter((fact) => typeof fact === 'string').map((fact) => printable(fact as string));
  const rows = counts && typeof counts === 'object' && 'read' in counts ? [`${String(counts.read)} rows`] : [];
  return [time, type.padEnd(36), subject, ...facts, ...rows].join('  ');
}
