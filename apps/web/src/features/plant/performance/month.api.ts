import { queryOptions } from '@tanstack/react-query';
import type { PlantMonthView } from '@kairos/contracts';
import { call } from '../../../lib/session.ts';

const pathOf = (plantId: string, month: string) => `/assets/plants/${plantId}/performance/${month}`;

export const plantMonth = (plantId: string, month: string) =>
  queryOptions({ queryKey: ['assets', 'plants', 'one', plantId, 'performance', month], queryFn: ({ signal }) => call<PlantMonthView>({ path: pathOf(plantId, month), signal }) });

export const recordMonth = (plantId: string, { month, version }: Pick<PlantMonthView, 'month' | 'version'>, body: object) => call<PlantMonthView>({ method: 'PUT', path: pathOf(plantId, month), body, ifMatch: version });
