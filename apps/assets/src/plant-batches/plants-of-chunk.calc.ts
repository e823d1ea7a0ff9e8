import { PlantRegistered, type RegisterPlantBody } from '@kairos/contracts';
import { eventMaker, record, takeRecorded, type RecordedEvent } from '@kairos/event-bus';
import { newPlant, Plant, plantState, type NewPlant } from '../plants/plant.entity.ts';

const plantRegistered = eventMaker(PlantRegistered);

/**
 * The plants that the rows of one chunk are about: those that are there, and those that rows of the chunk register. The
 * latter stay plain values, which is what makes thousands of them cheap, until a later row of the chunk changes one.
 */
export class PlantsOfChunk {
  readonly #registered = new Map<string, { body: RegisterPlantBody; plant?: NewPlant | Plant }>();

  /** @param known the plants that are there, by code */
  constructor(
    private readonly known: ReadonlyMap<string, Plant>,
    private readonly tenantId: string,
    private readonly mode: 'plan' | 'apply',
  ) {}

  find(code: string): Plant | undefined {
    const registered = this.#registered.get(code);
    if (!registered) return this.known.get(code);
    if (registered.plant instanceof Plant) return registered.plant;
    const plant = Object.assign(new Plant(), registered.plant ?? newPlant(registered.body, this.tenantId));
    record(plant, PlantRegistered, plant.state());
    registered.plant = plant;
    return plant;
  }

  /** @returns the id of the new plant; none when it is only planned */
  register(body: RegisterPlantBody): string | null {
    if (this.mode === 'plan') {
      this.#registered.set(body.code, { body });
      return null;
    }
    const plant = newPlant(body, this.tenantId);
    this.#registered.set(body.code, { body, plant });
    return plant.id;
  }

  /** How a row of the chunk registered a plant, if one did. */
  bodyOf(code: string): RegisterPlantBody | undefined {
    return this.#registered.get(code)?.body;
  }

  /** The plants to be stored that were not taken before. A row that changes one of them must not come behind this. */
  takeRegistered(): (NewPlant | Plant)[] {
    const [...registered] = this.#registered.values();
    this.#registered.clear();
    return registered.flatMap(({ plant }) => (plant ? [plant] : []));
  }
}

/** What is to be told of a plant that a chunk registers: the registration alone, unless a later row changed it. */
export function eventsOfRegistered(plant: NewPlant | Plant): RecordedEvent[] {
  return plant instanceof Plant ? takeRecorded(plant) : [plantRegistered(plantState(plant))];
}
