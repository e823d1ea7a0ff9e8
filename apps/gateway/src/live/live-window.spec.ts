import { describe, expect, it } from '@jest/globals';
import type { CloudEvent } from '@kairos/contracts';
import { formatPosition, parsePosition } from './live-position.calc.ts';
import { LiveWindow, type WindowBounds } from './live-window.ts';

const usual: WindowBounds = { events: 100, bytes: 1_000_000, ageMs: 60_000 };
const anEvent = (name: string, type = 'assets.plant.registered.v1') => ({ id: name, type, data: { plantId: 'p' } }) as CloudEvent;
const place = (stream: string, sequence: number, isLast = true) => ({ stream, sequence, isLast });
const at = (text: string) => parsePosition(text) ?? new Map();

function opened(bounds: Partial<WindowBounds> = {}, now?: () => number): LiveWindow {
  const window = new LiveWindow({ ...usual, ...bounds }, now);
  window.open('ASSETS', 10);
  window.open('WORKFLOWS', 0);
  return window;
}

function missed(window: LiveWindow, position: string): string[] | 'reset' {
  const resumption = window.after(at(position));
  return resumption.kind === 'reset' ? 'reset' : resumption.entries.map(({ entry, id }) => `${entry.event.id} → ${id}`);
}

describe('positions', () => {
  it.each(['ASSETS:12', 'ASSETS:12,WORKFLOWS:5'])('read and write %s alike', (text) => {
    expect(formatPosition(at(text))).toBe(text);
  });
  it.each(['', 'assets:1', 'ASSETS', 'ASSETS:-1', 'ASSETS:1,', 'ASSETS:1;WORKFLOWS:2', 'ASSETS:99999999999999999999', 'ASSETS:1e5'])('refuse %j', (text) => {
    expect(parsePosition(text)).toBeUndefined();
  });
});

describe('the live window', () => {
  it('tells what was missed in the order it was heard, each with the position reached', () => {
    const window = opened();
    window.add(place('ASSETS', 11), anEvent('a'));
    window.add(place('WORKFLOWS', 1), anEvent('b', 'workflows.deadline.opened.v1'));
    window.add(place('ASSETS', 12), anEvent('c'));
    expect(missed(window, 'ASSETS:10,WORKFLOWS:0')).toEqual(['a → ASSETS:11,WORKFLOWS:0', 'b → ASSETS:11,WORKFLOWS:1', 'c → ASSETS:12,WORKFLOWS:1']);
    expect(missed(window, 'ASSETS:11,WORKFLOWS:1')).toEqual(['c → ASSETS:12,WORKFLOWS:1']);
    expect(missed(window, 'ASSETS:12,WORKFLOWS:1')).toEqual([]);
  });

  it('tells what came in the last so many milliseconds, and that it does not know where that lies before the window', () => {
    let now = 1000;
    const window = opened({ events: 3 }, () => now);
    const within = (ms: number) => {
      const resumption = window.within(ms);
      return resumption.kind === 'reset' ? 'reset' : resumption.entries.map(({ entry, id }) => `${entry.event.id} → ${id}`);
    };
    window.add(place('ASSETS', 11), anEvent('a'));
    now = 2000;
    window.add(place('WORKFLOWS', 1), anEvent('b', 'workflows.deadline.opened.v1'));
    window.add(place('ASSETS', 12), anEvent('c'));
    now = 2500;
    expect(within(400)).toEqual([]);
    expect(within(500)).toEqual(['b → ASSETS:11,WORKFLOWS:1', 'c → ASSETS:12,WORKFLOWS:1']);
    expect(within(2500)).toEqual(['a → ASSETS:11,WORKFLOWS:0', 'b → ASSETS:11,WORKFLOWS:1', 'c → ASSETS:12,WORKFLOWS:1']);
    window.add(place('ASSETS', 13), anEvent('d'));
    expect([within(1500), within(1501)]).toEqual([['b → ASSETS:11,WORKFLOWS:1', 'c → ASSETS:12,WORKFLOWS:1', 'd → ASSETS:13,WORKFLOWS:1'], 'reset']);
  });

  it('counts a batch as heard with its last event, so that who is lost in the middle is told all of it again', () => {
    const window = opened();
    window.add(place('ASSETS', 11, false), anEvent('a'));
    expect(formatPosition(window.position)).toBe('ASSETS:10,WORKFLOWS:0');
    window.add(place('ASSETS', 11), anEvent('b'));
    expect(formatPosition(window.position)).toBe('ASSETS:11,WORKFLOWS:0');
    expect(missed(window, 'ASSETS:10,WORKFLOWS:0')).toEqual(['a → ASSETS:10,WORKFLOWS:0', 'b → ASSETS:11,WORKFLOWS:0']);
    expect(missed(window, 'ASSETS:11,WORKFLOWS:0')).toEqual([]);
  });

  it('keeps nothing that nobody may see, and counts it all the same', () => {
    const window = opened();
    expect(window.add(place('ASSETS', 11), anEvent('snapshot', 'assets.plant.snapshot.v1'))).toBeUndefined();
    window.pass('ASSETS', 12);
    expect(window.add(place('ASSETS', 13), anEvent('unknown', 'assets.plant.teleported.v1'))).toBeUndefined();
    expect(formatPosition(window.position)).toBe('ASSETS:13,WORKFLOWS:0');
    expect(missed(window, 'ASSETS:10,WORKFLOWS:0')).toEqual([]);
  });

  it('asks to read again from before its beginning, from a stream it does not name, and from ahead of it', () => {
    const window = opened();
    for (const position of ['ASSETS:9,WORKFLOWS:0', 'ASSETS:10', 'ASSETS:11,WORKFLOWS:0']) expect(missed(window, position)).toBe('reset');
  });

  it('lets the oldest go when there are too many, and then no longer resumes from them', () => {
    const window = opened({ events: 2 });
    for (const [index, name] of ['a', 'b', 'c'].entries()) window.add(place('ASSETS', 11 + index), anEvent(name));
    expect(missed(window, 'ASSETS:10,WORKFLOWS:0')).toBe('reset');
    expect(missed(window, 'ASSETS:11,WORKFLOWS:0')).toEqual(['b → ASSETS:12,WORKFLOWS:0', 'c → ASSETS:13,WORKFLOWS:0']);
  });

  it('lets the oldest go when they are too big or too old', () => {
    let now = 0;
    const small = opened({ bytes: 150 }, () => now);
    for (const [index, name] of ['a', 'b', 'c'].entries()) small.add(place('ASSETS', 11 + index), anEvent(name));
    expect(missed(small, 'ASSETS:11,WORKFLOWS:0')).toEqual(['b → ASSETS:12,WORKFLOWS:0', 'c → ASSETS:13,WORKFLOWS:0']);
    now = 60_001;
    expect(missed(small, 'ASSETS:12,WORKFLOWS:0')).toBe('reset');
    expect(missed(small, 'ASSETS:13,WORKFLOWS:0')).toEqual([]);
  });

  it('forgets a stream that was made anew', () => {
    const window = opened();
    window.add(place('ASSETS', 11), anEvent('a'));
    expect(window.open('ASSETS', 0)).toBe(true);
    expect(missed(window, 'ASSETS:11,WORKFLOWS:0')).toBe('reset');
    expect(missed(window, 'ASSETS:0,WORKFLOWS:0')).toEqual([]);
  });
});
