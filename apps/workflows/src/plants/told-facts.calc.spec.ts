import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { PlantHistory } from '../test/plant-event.builder.ts';
import { tellFacts, type KnownPlant, type PlantEvent } from './told-facts.calc.ts';

const told = (events: unknown[], known = new Map<string, KnownPlant>()) =>
  tellFacts(events as PlantEvent[], known, 'perYear').map(({ event, plant, before }) => [event.aggregateversion, before?.capacityKw ?? null, plant.capacityKw]);
const history = () => new PlantHistory(randomUUID(), { capacityKw: '1' }).change({ capacityKw: '2' }).change({ capacityKw: '3' });

describe('what events leave of plants', () => {
  it('is told one after the other, each with what was known before it', () => {
    expect(told(history().events)).toEqual([[1, null, '1'], [2, '1', '2'], [3, '2', '3']]);
  });

  it('is nothing for an event that is older than what is known, also within one batch', () => {
    const [first, second, third] = history().events;
    expect(told([second, first, third, second])).toEqual([[2, null, '2'], [3, '2', '3']]);
  });

  it('is told of a snapshot, which repeats a version, and by the basis of the tenant where there are incentives', () => {
    const plant = new PlantHistory(randomUUID(), { incentivesTotalEur: '5' }).snapshot(true);
    const known = new Map<string, KnownPlant>();
    const left = tellFacts(plant.events as PlantEvent[], known, 'perYear');
    expect(left.map(({ plant: { deleted, incentivesBasis } }) => [deleted, incentivesBasis])).toEqual([[false, 'perYear'], [true, 'perYear']]);
    expect(known.get(plant.plantId)).toMatchObject({ version: 1, facts: { deleted: true } });
  });

  it('keeps plants apart', () => {
    const [mine, theirs] = [history(), history()];
    expect(told([...mine.events.slice(0, 2), theirs.events[2]])).toEqual([[1, null, '1'], [2, '1', '2'], [3, null, '3']]);
  });
});
