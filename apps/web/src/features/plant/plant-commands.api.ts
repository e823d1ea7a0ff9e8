import type { ChangeSetView, PlantPart, PlantStatus, PlantView, RecordAuthority, RegistryCardView } from '@kairos/contracts';
import { call } from '../../lib/session.ts';

export const readPlant = (plantId: string) => call<PlantView>({ path: `/assets/plants/${plantId}` });

export const changePlant = ({ id, version }: Pick<PlantView, 'id' | 'version'>, body: Record<string, unknown>) => call<PlantView>({ method: 'PATCH', path: `/assets/plants/${id}`, body, ifMatch: version });

export const changePlantStatus = ({ id, version }: Pick<PlantView, 'id' | 'version'>, body: { status: PlantStatus; reason?: string }) =>
  call<PlantView>({ method: 'POST', path: `/assets/plants/${id}/status`, body, ifMatch: version });

export const registerPlant = (body: Record<string, unknown>) => call<{ plantId: string }>({ method: 'POST', path: '/assets/plants', body });

export const proposeChanges = (change: { plantId: string; part: PlantPart; facts: Record<string, unknown> }, title: string, reason: string) =>
  call<ChangeSetView>({ method: 'POST', path: '/assets/change-sets', body: { title, reason, changes: [change] } });

export const replaceRegistryCard = (plantId: string, version: number, body: Record<string, unknown>) => call<RegistryCardView>({ method: 'PUT', path: `/assets/plants/${plantId}/registry-card`, body, ifMatch: version });

export const changeAuthorityRecord = (plantId: string, authority: RecordAuthority, version: number, body: Record<string, unknown>) =>
  call<unknown>({ method: 'PATCH', path: `/assets/plants/${plantId}/authority-records/${authority}`, body, ifMatch: version });
