import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { ComponentTree, MaintenanceView, Page, PlantChangeView, PlantView, RecordAuthority, RegistryCardView } from '@kairos/contracts';
import { call } from '../../lib/session.ts';

const pathOf = (plantId: string) => `/assets/plants/${plantId}`;
const keyOf = (plantId: string, ...rest: string[]) => ['assets', 'plants', 'one', plantId, ...rest];

/** Whose records a plant page shows. Their fields are known to that page alone: the first load is spared them. */
export const authorities = ['dso', 'terna', 'gse', 'customs'] as const satisfies readonly RecordAuthority[];

export type AuthorityRecord = Record<string, unknown> & { version: number; updatedAt: string | null; updatedBy: string | null };

/** A plant as it is now. */
export const plant = (plantId: string) => queryOptions({ queryKey: keyOf(plantId), queryFn: ({ signal }) => call<PlantView>({ path: pathOf(plantId), signal }) });

/** A plant as it was at an instant. */
export const plantAt = (plantId: string, asOf: string) =>
  queryOptions({ queryKey: keyOf(plantId, 'as-of', asOf), queryFn: ({ signal }) => call<PlantView>({ path: pathOf(plantId), query: { asOf }, signal }) });

export const registryCard = (plantId: string) => queryOptions({ queryKey: keyOf(plantId, 'card'), queryFn: ({ signal }) => call<RegistryCardView>({ path: `${pathOf(plantId)}/registry-card`, signal }) });

export const authorityRecord = (plantId: string, authority: RecordAuthority) =>
  queryOptions({ queryKey: keyOf(plantId, 'record', authority), queryFn: ({ signal }) => call<AuthorityRecord>({ path: `${pathOf(plantId)}/authority-records/${authority}`, signal }) });

export const componentTree = (plantId: string) => queryOptions({ queryKey: keyOf(plantId, 'components'), queryFn: ({ signal }) => call<ComponentTree>({ path: `${pathOf(plantId)}/component-tree`, signal }) });

const paged = <Item>(queryKey: string[], path: string, limit: number) =>
  infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) => call<Page<Item>>({ path, query: { limit, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

export const maintenance = (plantId: string) => paged<MaintenanceView>(keyOf(plantId, 'maintenance'), `${pathOf(plantId)}/maintenance`, 50);

/** What changed in it, the last first. */
export const plantChanges = (plantId: string) => paged<PlantChangeView>(keyOf(plantId, 'changes'), `${pathOf(plantId)}/changes`, 25);

export const revertChange = (plantId: string, changeId: string, reason: string | undefined) =>
  call<{ reverted: number }>({ method: 'POST', path: `${pathOf(plantId)}/changes/revert`, body: { changeIds: [changeId], ...(reason === undefined ? {} : { reason }) } });
