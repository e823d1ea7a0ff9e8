import { PlantRegistered, type RegisterPlantBody } from '@kairos/contracts';
import { record } from '@kairos/event-bus';
import { newPlant, Plant, plantState, type NewPlant } from './plant.entity.ts';

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

  /** The plants to be stored, with what is to be told of them recorded. */
  registered(): (NewPlant | Plant)[] {
    return [...this.#registered.values()].flatMap(({ plant }) => {
      if (!plant) return [];
      if (!(plant instanceof Plant)) record(plant, PlantRegistered, plantState(plant));
      return [plant];
    });
  }
}
