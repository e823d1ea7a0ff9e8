import { randomUUID } from 'node:crypto';
import { PlantRegistered } from '@kairos/contracts';
import type { CloudEvent } from '@kairos/contracts';

/** A plant that owes every obligation of the Italian pack, as assets would publish it. */
export function plantEvent(tenantId: string, plantId: string): CloudEvent {
  const data = PlantRegistered.data.parse({
    plantId, code: `IT-${plantId.slice(0, 8)}`, name: 'Parco Eolico di Esempio', type: 'Wind', status: 'In Operation', capacityKw: '998.5',
    municipality: 'Foggia', province: 'FG', region: 'Puglia', commissionedOn: '2012-05-17', commissioningYear: null,
  });
  return {
    specversion: '1.0', id: randomUUID(), source: 'kairos/assets', type: PlantRegistered.type, time: new Date().toISOString(), subject: plantId,
    tenantid: tenantId, aggregateversion: 1, datacontenttype: 'application/json', data,
  };
}
