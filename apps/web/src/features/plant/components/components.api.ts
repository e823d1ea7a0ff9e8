import { queryOptions } from '@tanstack/react-query';
import type { ComponentView, Page } from '@kairos/contracts';
import { call } from '../../../lib/session.ts';

const pathOf = (plantId: string) => `/assets/plants/${plantId}/components`;
const keyOf = (plantId: string) => ['assets', 'plants', 'one', plantId, 'components'];
const mostStanding = 200;

export const component = (plantId: string, id: string) => queryOptions({ queryKey: [...keyOf(plantId), id], queryFn: ({ signal }) => call<ComponentView>({ path: `${pathOf(plantId)}/${id}`, signal }) });

const listed = (plantId: string, removed: 'without' | 'only') =>
  queryOptions({ queryKey: [...keyOf(plantId), 'list', removed], queryFn: async ({ signal }) => (await call<Page<ComponentView>>({ path: pathOf(plantId), query: { removed, limit: mostStanding }, signal })).items });

/** Those that stand in a plant. */
export const standingComponents = (plantId: string) => listed(plantId, 'without');

/** Those that were taken out of it. */
export const removedComponents = (plantId: string) => listed(plantId, 'only');

export const registerComponent = (plantId: string, body: object) => call<{ componentId: string }>({ method: 'POST', path: pathOf(plantId), body });

type Versioned = Pick<ComponentView, 'id' | 'plantId' | 'version'>;
const at = ({ plantId, id }: Versioned) => `${pathOf(plantId)}/${id}`;
export const changeComponent = (of: Versioned, body: object) => call<ComponentView>({ method: 'PATCH', path: at(of), body, ifMatch: of.version });
export const moveComponent = (of: Versioned, parentId: string | null) => call<ComponentView>({ method: 'POST', path: `${at(of)}/parent`, body: { parentId }, ifMatch: of.version });
export const removeComponent = (of: Versioned, removedOn: string) => call<ComponentView>({ method: 'POST', path: `${at(of)}/removal`, body: { removedOn }, ifMatch: of.version });
