import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { ComponentId, MaintenanceId, PlantId } from '../ids.ts';
import { Euros, ManHours, PlainDate } from '../primitives.ts';
import { MaintenanceStatus, MaintenanceType } from './maintenance.ts';

/** What is published about a piece of maintenance, in full, in every event. */
export const MaintenanceState = z.object({
  maintenanceId: MaintenanceId,
  plantId: PlantId,
  /** The component it is done to; null for the plant as a whole. */
  componentId: ComponentId.nullable(),
  type: MaintenanceType,
  status: MaintenanceStatus,
  title: z.string(),
  plannedOn: PlainDate.nullable(),
  doneOn: PlainDate.nullable(),
  nextOn: PlainDate.nullable(),
  estimatedCostEur: Euros.nullable(),
  actualCostEur: Euros.nullable(),
  executor: z.string().nullable(),
  manHours: ManHours.nullable(),
});
export type MaintenanceState = z.infer<typeof MaintenanceState>;

const visibility = { permission: 'assets.maintenance.read', plantIdField: 'plantId' };

export const MaintenanceRecorded = defineEvent({
  type: 'assets.maintenance.recorded', version: 1, summary: 'Maintenance was planned, or recorded after it was done.', visibility, data: MaintenanceState,
});

export const MaintenanceChanged = defineEvent({
  type: 'assets.maintenance.changed', version: 1, summary: 'Facts about maintenance changed; `changedFields` names them.', visibility,
  data: MaintenanceState.extend({ changedFields: z.array(z.string()) }),
});

export const MaintenanceStatusChanged = defineEvent({
  type: 'assets.maintenance.status-changed', version: 1, summary: 'Maintenance was begun, completed, put off or cancelled.', visibility,
  data: MaintenanceState.extend({ previousStatus: MaintenanceStatus }),
});

export const MaintenanceSnapshot = defineEvent({
  type: 'assets.maintenance.snapshot', version: 1, summary: 'The current state of maintenance, re-emitted to rebuild projections.', data: MaintenanceState,
});
