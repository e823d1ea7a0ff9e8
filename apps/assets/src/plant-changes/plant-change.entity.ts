import { defineEntity, p } from '@mikro-orm/core';
import type { PlantPart } from '@kairos/contracts';
import type { Facts } from './changed-facts.calc.ts';

const PlantChangeSchema = defineEntity({
  name: 'PlantChange',
  tableName: 'plant_change',
  properties: {
    id: p.uuid().primary(),
    tenantId: p.uuid(),
    plantId: p.uuid(),
    part: p.string().$type<PlantPart>(),
    version: p.integer(),
    before: p.json<Facts>(),
    after: p.json<Facts>(),
    actorKind: p.string(),
    actorId: p.string().nullable(),
    action: p.string().nullable(),
    reason: p.string().nullable(),
    requestId: p.string().nullable(),
    at: p.datetime(),
  },
});

/** One entry of a plant's log. It is written once and never changed. */
export class PlantChange extends PlantChangeSchema.class {}
PlantChangeSchema.setClass(PlantChange);
