import { randomUUID } from 'node:crypto';
import {
  PlantChanged, PlantDeleted, PlantRegistered, PlantSnapshot, PlantStatusChanged,
  type CloudEvent, type EventDefinition, type PlantState,
} from '@kairos/contracts';

/** The history of one plant as assets publishes it: every event carries the whole state and the next version. */
export class PlantHistory {
  readonly events: CloudEvent[] = [];
  private state: PlantState;

  constructor(
    readonly tenantId: string,
    facts: Partial<PlantState> = {},
  ) {
    const plantId = randomUUID() as PlantState['plantId'];
    this.state = {
      plantId, code: `P-${plantId.slice(0, 8)}`, name: 'Colle Ventoso', type: 'Wind', status: 'In Operation', capacityKw: '998.5',
      municipality: null, province: null, region: null, commissionedOn: null, commissioningYear: 2011,
      protectedArea: false, incentivesPerYearEur: null, incentivesTotalEur: null, customsLicenceActive: null, ...facts,
    };
    this.say(PlantRegistered, this.state);
  }

  get plantId(): string {
    return this.state.plantId;
  }

  get code(): string {
    return this.state.code;
  }

  change(facts: Partial<PlantState>): this {
    this.state = { ...this.state, ...facts };
    return this.say(PlantChanged, { ...this.state, changedFields: Object.keys(facts) });
  }

  moveTo(status: PlantState['status']): this {
    const previousStatus = this.state.status;
    this.state = { ...this.state, status };
    return this.say(PlantStatusChanged, { ...this.state, previousStatus });
  }

  delete(): this {
    return this.say(PlantDeleted, this.state);
  }

  /** A snapshot repeats the state at the version it has. */
  snapshot(deleted = false): this {
    return this.say(PlantSnapshot, { ...this.state, deleted }, this.events.at(-1)?.aggregateversion);
  }

  private say(definition: EventDefinition, data: unknown, version = (this.events.at(-1)?.aggregateversion ?? 0) + 1): this {
    this.events.push({
      specversion: '1.0', id: randomUUID(), source: 'kairos/assets', type: definition.type, time: new Date().toISOString(), subject: this.plantId,
      tenantid: this.tenantId, aggregateversion: version, datacontenttype: 'application/json', data,
    });
    return this;
  }
}
