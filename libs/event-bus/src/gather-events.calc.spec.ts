import { describe, expect, it } from '@jest/globals';
import { PlantChanged, PlantRegistered, type EventDefinition } from '@kairos/contracts';
import { gather } from './gather-events.calc.ts';
import type { OutgoingEvent } from './to-outbox-messages.ts';

const event = (aggregateId: string, definition: EventDefinition = PlantRegistered, data: unknown = {}): OutgoingEvent => ({ service: 'assets', tenantId: 't', traceparent: undefined, aggregateVersion: 1, definition, data, aggregateId });
const told = (...events: OutgoingEvent[]) => gather(events).map((batch) => batch.map(({ definition, aggregateId }) => `${definition.type.split('.')[2]} ${aggregateId}`).join(', '));

describe('events of a command', () => {
  it('are gathered by type, in the order they were told', () => {
    expect(told(event('a'), event('x', PlantChanged), event('b'), event('y', PlantChanged))).toEqual(['registered a, registered b', 'changed x, changed y']);
  });

  it('of one aggregate never change places, whatever their types', () => {
    expect(told(event('a', PlantChanged), event('a'), event('b', PlantChanged), event('a', PlantChanged), event('b'))).toEqual(['changed a, changed b', 'registered a, registered b', 'changed a']);
  });

  it('keep the order of each aggregate and lose nothing, whatever is told of whom', () => {
    let seed = 7;
    const below = (most: number) => (seed = (seed * 48_271) % 2_147_483_647) % most;
    const events = Array.from({ length: 5000 }, (_, index) => event(`p${below(40)}`, below(2) === 0 ? PlantChanged : PlantRegistered, { index }));
    const out = gather(events).flat();
    const of = (list: OutgoingEvent[], id: string) => list.filter(({ aggregateId }) => aggregateId === id).map(({ data }) => (data as { index: number }).index);
    expect(out).toHaveLength(events.length);
    for (let id = 0; id < 40; id += 1) expect(of(out, `p${id}`)).toEqual(of(events, `p${id}`));
  });

  it('fill batches of a hundred, or of some 64,000 characters', () => {
    expect(gather(Array.from({ length: 250 }, (_, at) => event(String(at)))).map(({ length }) => length)).toEqual([100, 100, 50]);
    expect(gather(Array.from({ length: 5 }, (_, at) => event(String(at), PlantRegistered, { notes: ['x'.repeat(30_000)] }))).map(({ length }) => length)).toEqual([2, 2, 1]);
  });
});
