import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { DeliveryCounts, DeliveryPage, DeliveryView } from '@kairos/contracts';
import { call } from '../../lib/session.ts';
import { deliveriesQuery, type DeliveriesSearch } from './deliveries-search.ts';

const pageSize = 100;
/** Deliveries have no events of their own; what waits is looked after. */
const watchedEveryMs = 4000;

export const firstDeliveries = (search: DeliveriesSearch) =>
  infiniteQueryOptions({
    queryKey: ['intake', 'deliveries', 'list', deliveriesQuery(search)],
    queryFn: ({ pageParam, signal }) => call<DeliveryPage>({ path: '/intake/deliveries', query: { ...deliveriesQuery(search), limit: pageSize, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: ({ state }) => (state.data?.pages.some(({ items }) => items.some(({ status }) => status === 'pending')) ? watchedEveryMs : false),
  });

export const deliveryCounts = (search: DeliveriesSearch) => {
  const { status: _, ...whose } = deliveriesQuery(search);
  return queryOptions({
    queryKey: ['intake', 'deliveries', 'counts', whose],
    queryFn: ({ signal }) => call<DeliveryCounts>({ path: '/intake/deliveries/counts', query: whose, signal }),
    refetchInterval: ({ state }) => ((state.data?.pending ?? 0) > 0 ? watchedEveryMs : false),
  });
};

export const delivery = (id: string) =>
  queryOptions({
    queryKey: ['intake', 'deliveries', 'one', id],
    queryFn: ({ signal }) => call<DeliveryView>({ path: `/intake/deliveries/${id}`, signal }),
    refetchInterval: ({ state }) => (state.data?.status === 'pending' ? watchedEveryMs : false),
  });

export const replayDelivery = (id: string) => call<DeliveryView>({ method: 'POST', path: `/intake/deliveries/${id}/replay`, body: {} });
export const cancelDelivery = (id: string) => call<DeliveryView>({ method: 'POST', path: `/intake/deliveries/${id}/cancel`, body: {} });
