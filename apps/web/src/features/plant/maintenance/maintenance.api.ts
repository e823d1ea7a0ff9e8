import { queryOptions } from '@tanstack/react-query';
import type { ChangeMaintenanceStatusBody, MaintenanceStatus, MaintenanceView } from '@kairos/contracts';
import { call } from '../../../lib/session.ts';

const pathOf = (plantId: string) => `/assets/plants/${plantId}/maintenance`;

export const oneMaintenance = (plantId: string, id: string) =>
  queryOptions({ queryKey: ['assets', 'plants', 'one', plantId, 'maintenance', id], queryFn: ({ signal }) => call<MaintenanceView>({ path: `${pathOf(plantId)}/${id}`, signal }) });

export const recordMaintenance = (plantId: string, body: object) => call<{ maintenanceId: string }>({ method: 'POST', path: pathOf(plantId), body });

type Versioned = Pick<MaintenanceView, 'id' | 'plantId' | 'version'>;
const at = ({ plantId, id }: Versioned) => `${pathOf(plantId)}/${id}`;
export const changeMaintenance = (of: Versioned, body: object) => call<MaintenanceView>({ method: 'PATCH', path: at(of), body, ifMatch: of.version });
export const moveMaintenance = (of: Versioned, status: MaintenanceStatus, facts: Omit<ChangeMaintenanceStatusBody, 'status'> = {}) =>
  call<MaintenanceView>({ method: 'POST', path: `${at(of)}/status`, body: { status, ...facts }, ifMatch: of.version });
