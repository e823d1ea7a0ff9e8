import { randomUUID } from 'node:crypto';
import { AuthorityRecordSnapshot, RegistryCardSnapshot, type CloudEvent, type RecordAuthority, type RecordedFields } from '@kairos/contracts';

/** What assets tells of the registry card of a plant, or of the record of an authority, at a version of it. */
export function recordEvent(plant: { plantId: string; tenantId: string }, kind: 'registry-card' | RecordAuthority, fields: RecordedFields, version = 1): CloudEvent {
  const { type } = kind === 'registry-card' ? RegistryCardSnapshot : AuthorityRecordSnapshot;
  const data = { plantId: plant.plantId, ...(kind === 'registry-card' ? {} : { authority: kind }), fields };
  return {
    specversion: '1.0', id: randomUUID(), source: 'kairos/assets', type, time: new Date().toISOString(), subject: randomUUID(), tenantid: plant.tenantId,
    aggregateversion: version, datacontenttype: 'application/json', data,
  };
}
