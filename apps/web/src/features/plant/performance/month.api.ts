import { queryOptions } from '@tanstack/react-query';
import type { PlantMonthView, PlantPerformance } from '@kairos/contracts';
import { call } from '../../../lib/session.ts';
import type { Months } from './months-of-year.calc.ts';

export const performancePath = (plantId: string) => `/assets/plants/${plantId}/performance`;
const pathOf = (plantId: string, month: string) => `${performancePath(plantId)}/${month}`;
const keyOf = (plantId: string, ...rest: unknown[]) => ['assets', 'plants', 'one', plantId, 'performance', ...rest];

/** Month by month; the twelve to this one where none are named. */
export const performance = (plantId: string, months: Months | undefined) =>
  queryOptions({ queryKey: keyOf(plantId, 'months', months ?? null), queryFn: ({ signal }) => call<PlantPerformance>({ path: performancePath(plantId), query: months, signal }) });

export const plantMonth = (plantId: string, month: string) =>
  queryOptions({ queryKey: keyOf(plantId, month), queryFn: ({ signal }) => call<PlantMonthView>({ path: pathOf(plantId, month), signal }) });

export const recordMonth = (plantId: string, { month, version }: Pick<PlantMonthView, 'month' | 'version'>, body: object) => call<PlantMonthView>({ method: 'PUT', path: pathOf(plantId, month), body, ifMatch: version });
