import { definitionOf, type CloudEvent, type EventVisibility } from '@kairos/contracts';
import { formatPosition, furthest, type LivePosition } from './live-position.calc.ts';

/** Where an event stands; `isLast`: no other event of the same message follows. */
export type LivePlace = { stream: string; sequence: number; isLast: boolean };
export type LiveEntry = LivePlace & { event: CloudEvent; visibility: EventVisibility; text: string; toldAtMs: number };
export type WindowBounds = { events: number; bytes: number; ageMs: number };
/** `reset`: what lies between is not known here any more. */
export type Resumption = { kind: 'reset' } | { kind: 'entries'; entries: { entry: LiveEntry; id: string }[] };

/** The last events of all streams, in the order they were heard, so that who was away for a moment misses none. */
export class LiveWindow {
  private entries: LiveEntry[] = [];
  private bytes = 0;
  /** In each stream: everything after this sequence that anyone may see is in the window. */
  private readonly floors = new Map<string, number>();
  /** When the last of what is not in the window any more was heard. */
  private knownAfterMs = 0;
  private readonly heard = new Map<string, number>();

  constructor(
    private readonly bounds: WindowBounds,
    private readonly now: () => number = Date.now,
  ) {}

  get position(): LivePosition {
    return this.heard;
  }

  /** @returns whether the stream was known before, so that positions in it mean nothing any more */
  open(stream: string, sequence: number): boolean {
    const known = this.floors.has(stream);
    this.entries = this.entries.filter((entry) => entry.stream !== stream);
    this.bytes = this.entries.reduce((sum, entry) => sum + entry.text.length, 0);
    this.floors.set(stream, sequence);
    this.heard.set(stream, sequence);
    return known;
  }

  /** Hears a message that holds no event. */
  pass(stream: string, sequence: number): void {
    this.heard.set(stream, sequence);
  }

  /** @returns the entry, when it is an event that somebody may see */
  add({ stream, sequence, isLast }: LivePlace, event: CloudEvent): LiveEntry | undefined {
    // Whoever is lost in the middle of a batch is told all of it again.
    if (isLast) this.heard.set(stream, sequence);
    const visibility = definitionOf(event.type)?.visibility;
    if (!visibility) return undefined;
    const entry: LiveEntry = { stream, sequence, isLast, event, visibility, text: JSON.stringify(event), toldAtMs: this.now() };
    this.entries.push(entry);
    this.bytes += entry.text.length;
    this.shrink();
    return entry;
  }

  /** What was heard in the last so many milliseconds, for who began to read then and has no position yet. */
  within(ms: number): Resumption {
    this.shrink();
    const sinceMs = this.now() - ms;
    if (sinceMs < this.knownAfterMs) return { kind: 'reset' };
    const position = new Map(this.heard);
    for (const { stream, sequence, toldAtMs } of this.entries.toReversed()) if (toldAtMs >= sinceMs) position.set(stream, sequence - 1);
    return this.after(position);
  }

  /** What was heard after a position; each entry with the position a reader has come to with it. */
  after(position: LivePosition): Resumption {
    this.shrink();
    for (const [stream, floor] of this.floors) {
      const sequence = position.get(stream);
      // Ahead of what was heard here: either another gateway is quicker, or the stream was lost and counts anew.
      if (sequence === undefined || sequence < floor || sequence > (this.heard.get(stream) ?? 0)) return { kind: 'reset' };
    }
    const reached = new Map(this.floors);
    const entries = this.entries.flatMap((entry) => {
      if (entry.isLast) reached.set(entry.stream, entry.sequence);
      const isNew = entry.sequence > (position.get(entry.stream) ?? 0);
      return isNew ? [{ entry, id: formatPosition(furthest(position, reached)) }] : [];
    });
    return { kind: 'entries', entries };
  }

  private shrink(): void {
    const oldestMs = this.now() - this.bounds.ageMs;
    let gone = 0;
    for (const entry of this.entries) {
      const tooMany = this.entries.length - gone > this.bounds.events || this.bytes > this.bounds.bytes;
      if (!tooMany && entry.toldAtMs >= oldestMs) break;
      this.floors.set(entry.stream, entry.sequence);
      this.knownAfterMs = entry.toldAtMs;
      this.bytes -= entry.text.length;
      gone += 1;
    }
    if (gone > 0) this.entries = this.entries.slice(gone);
  }
}
