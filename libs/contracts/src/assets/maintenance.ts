import { z } from 'zod';

export const maintenanceTypes = ['Ordinary', 'Extraordinary', 'Predictive', 'Corrective'] as const;
export const MaintenanceType = z.enum(maintenanceTypes);
export type MaintenanceType = z.infer<typeof MaintenanceType>;

export const maintenanceStatuses = ['Planned', 'In Progress', 'Completed', 'Cancelled'] as const;
export const MaintenanceStatus = z.enum(maintenanceStatuses);
export type MaintenanceStatus = z.infer<typeof MaintenanceStatus>;

/** Which status may follow which. Completed is final; what was cancelled may be planned again. */
export const maintenanceTransitions: Record<MaintenanceStatus, readonly MaintenanceStatus[]> = {
  Planned: ['In Progress', 'Completed', 'Cancelled'],
  'In Progress': ['Completed', 'Planned', 'Cancelled'],
  Completed: [],
  Cancelled: ['Planned'],
};
