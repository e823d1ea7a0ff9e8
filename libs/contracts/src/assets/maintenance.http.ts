import { z } from 'zod';
import { ComponentId, MaintenanceId, PlantId } from '../ids.ts';
import { PageQuery, pageOf } from '../page.ts';
import { Euros, Instant, ManHours, PlainDate } from '../primitives.ts';
import { MaintenanceStatus, MaintenanceType } from './maintenance.ts';

const text = (max: number) => z.string().trim().min(1).max(max);

const maintenanceFacts = {
  title: text(200),
  type: MaintenanceType,
  componentId: ComponentId.nullish(),
  plannedOn: PlainDate.nullish(),
  /** The day it is due again. */
  nextOn: PlainDate.nullish(),
  estimatedCostEur: Euros.nullish(),
  actualCostEur: Euros.nullish(),
  /** Who does it. */
  executor: text(200).nullish(),
  manHours: ManHours.nullish(),
  anomalies: z.string().max(5000).nullish(),
  correctiveActions: z.string().max(5000).nullish(),
};

/** What is planned has a day it is planned for, what was done the day it was done. */
export const RecordMaintenanceBody = z.strictObject({ status: MaintenanceStatus.default('Planned'), doneOn: PlainDate.nullish(), ...maintenanceFacts });
export type RecordMaintenanceBody = z.infer<typeof RecordMaintenanceBody>;

export const UpdateMaintenanceBody = z.strictObject(maintenanceFacts).partial().refine((body) => Object.keys(body).length > 0, 'names no field to change');
export type UpdateMaintenanceBody = z.infer<typeof UpdateMaintenanceBody>;

/** With `Completed` the day it was done, and what is only known then. */
export const ChangeMaintenanceStatusBody = z.strictObject({
  status: MaintenanceStatus,
  doneOn: PlainDate.optional(),
  plannedOn: PlainDate.optional(),
  nextOn: PlainDate.optional(),
  actualCostEur: Euros.optional(),
  manHours: ManHours.optional(),
  correctiveActions: z.string().max(5000).optional(),
});
export type ChangeMaintenanceStatusBody = z.infer<typeof ChangeMaintenanceStatusBody>;

export const MaintenanceView = z.object({
  id: MaintenanceId,
  plantId: PlantId,
  componentId: ComponentId.nullable(),
  title: z.string(),
  type: MaintenanceType,
  status: MaintenanceStatus,
  /** To which statuses it may go from here. */
  mayBecome: z.array(MaintenanceStatus),
  plannedOn: PlainDate.nullable(),
  doneOn: PlainDate.nullable(),
  nextOn: PlainDate.nullable(),
  /** Neither done nor cancelled, and planned for a day that is over where the plant is. */
  overdue: z.boolean(),
  estimatedCostEur: Euros.nullable(),
  actualCostEur: Euros.nullable(),
  executor: z.string().nullable(),
  manHours: ManHours.nullable(),
  anomalies: z.string().nullable(),
  correctiveActions: z.string().nullable(),
  version: z.int().positive(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type MaintenanceView = z.infer<typeof MaintenanceView>;

const filters = {
  status: MaintenanceStatus.optional(),
  type: MaintenanceType.optional(),
  componentId: ComponentId.optional(),
  /** Planned for a day of this window, both ends included. */
  dueFrom: PlainDate.optional(),
  dueTo: PlainDate.optional(),
  overdue: z.enum(['true', 'false']).optional(),
};
export const ListPlantMaintenanceQuery = PageQuery.extend(filters).strict();
export const ListMaintenanceQuery = PageQuery.extend({ plantId: PlantId.optional(), ...filters }).strict();
export type ListMaintenanceQuery = z.infer<typeof ListMaintenanceQuery>;
export const MaintenancePage = pageOf(MaintenanceView);

export const RecordedMaintenance = z.object({ maintenanceId: MaintenanceId });
