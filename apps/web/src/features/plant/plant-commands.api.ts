import type { ChangeSetView, PlantStatus, PlantView } from '@kairos/contracts';
import { call } from '../../lib/session.ts';

export const readPlant = (plantId: string) => call<PlantView>({ path: `/assets/plants/${plantId}` });

export const changePlant = ({ id, version }: Pick<PlantView, 'id' | 'version'>, body: Record<string, unknown>) => call<PlantView>({ method: 'PATCH', path: `/assets/plants/${id}`, body, ifMatch: version });

export const changePlantStatus = ({ id, version }: Pick<PlantView, 'id' | 'version'>, body: { status: PlantStatus; reason?: string }) =>
  call<PlantView>({ method: 'POST', path: `/assets/plants/${id}/status`, body, ifMatch: version });

export const registerPlant = (body: Record<string, unknown>) => call<{ plantId: string }>({ method: 'POST', path: '/assets/plants', body });

export const proposeChanges = (plantId: string, title: string, reason: string, facts: Record<string, unknown>) =>
  call<ChangeSetView>({ method: 'POST', path: '/assets/change-sets', body: { title, reason, changes: [{ plantId, part: 'plant', facts }] } });
