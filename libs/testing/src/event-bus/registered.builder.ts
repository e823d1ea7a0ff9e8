import { randomUUID } from 'node:crypto';
import { PlantRegistered, type CloudEvent } from '@kairos/contracts';

/** An `assets.plant.registered` as assets would publish it. */
export function registered(tenantId: string, plantId: string, name: string, version = 1): CloudEvent {
  const facts = { code: name, name, type: 'Wind', status: 'In Operation', capacityKw: '30', municipality: null, province: null, region: null, commissionedOn: null, commissioningYear: null };
  return {
    specversion: '1.0', id: randomUUID(), source: 'kairos/assets', type: PlantRegistered.type, time: new Date().toISOString(), subject: plantId,
    tenantid: tenantId, aggregateversion: version, datacontenttype: 'application/json', data: { plantId, ...facts },
  };
}
